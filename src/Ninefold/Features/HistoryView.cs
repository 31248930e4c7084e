namespace Ninefold.Features;

/// <summary>What each subject did with which items, from observations of some kinds; read by subject, as of a moment.</summary>
/// <param name="Name">Short and lower-case.</param>
/// <param name="Kinds">The kinds of observation that count.</param>
public sealed record HistoryView(string Name, params IReadOnlyList<string> Kinds);
