namespace Ninefold.Hosting.Pages.Components;

/// <summary>A curve of a <see cref="CurveChart"/>.</summary>
/// <param name="Name">In the legend.</param>
/// <param name="Points">Each a place and a value, from left to right; what is not finite is not drawn.</param>
/// <param name="IsBound">Whether it only bounds another, and is drawn thin.</param>
public sealed record ChartCurve(string Name, IEnumerable<(double X, double Y)> Points, bool IsBound = false);
