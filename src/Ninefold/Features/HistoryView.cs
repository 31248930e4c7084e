namespace Ninefold.Features;

/// <summary>What each subject did with which items, from observations of some kinds; read by subject, as of a moment.</summary>
/// <param name="Name">Short and lower-case.</param>
/// <param name="Kinds">The kinds of observation that count.</param>
public sealed record HistoryView(string Name, params IReadOnlyList<string> Kinds)
{
    /// <summary>
    /// What an observation of a kind counts, whatever its own value: a watch in seconds is no rating. A kind that is not
    /// here counts its value, or 1 where it has none.
    /// </summary>
    public IReadOnlyDictionary<string, float> Strength { get; init; } = new Dictionary<string, float>();
}
