namespace Ninefold.Hosting.Pages.Components;

/// <summary>A line of a chart over time.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">Each the Unix time in milliseconds and the value.</param>
/// <param name="Colour">Of the style sheet; the next of the series' where null.</param>
public sealed record ChartLine(string Name, object[][] Points, string? Colour = null);
