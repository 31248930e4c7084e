namespace Ninefold.Features.Views;

/// <summary>Whether a view's values are the same online and offline.</summary>
/// <param name="View">The view's name.</param>
/// <param name="Version">The version of its definition.</param>
/// <param name="Columns">One a column of the view, in its order.</param>
/// <param name="Refused">How many observations came later than the view's lateness allows and do not count online.</param>
public sealed record ConsistencyReport(
    string View,
    string Version,
    IReadOnlyList<ColumnConsistency> Columns,
    long Refused
)
{
    /// <summary>Why the view counted nothing, so that nothing was compared; null where it did.</summary>
    public string? Uncounted { get; init; }

    /// <summary>Whether no value differs of those that were replayed.</summary>
    public bool IsConsistent => Columns.All(c => c.AsServed || c.Differing == 0);
}

/// <summary>How far a column is the same online and offline.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Rows">How many values were compared.</param>
/// <param name="Differing">How many differ by more than the tolerance.</param>
/// <param name="LargestDifference">As a part of the offline value, or of 1 where that is smaller; infinite where only one of the two is missing.</param>
/// <param name="Tolerance">In that measure: a millionth, or what a sketch's bound allows where its value depends on the order.</param>
/// <param name="Bound">How far a sketch's value may be from the exact one, in words; null where the values are exact.</param>
public sealed record ColumnConsistency(
    string Column,
    int Rows,
    int Differing,
    double LargestDifference,
    double Tolerance,
    string? Bound
)
{
    /// <summary>
    /// Whether the online values are those that lived predictions saw, rather than replayed ones: they differ where
    /// observations came only after the prediction.
    /// </summary>
    public bool AsServed { get; init; }
}
