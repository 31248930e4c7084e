namespace Ninefold.Features.Views;

/// <summary>Whether a view's values are the same online and offline.</summary>
/// <param name="View">The view's name.</param>
/// <param name="Version">The version of its definition.</param>
/// <param name="Columns">One a column of the view, in its order.</param>
public sealed record ConsistencyReport(string View, string Version, IReadOnlyList<ColumnConsistency> Columns)
{
    /// <summary>Whether no value differs.</summary>
    public bool IsConsistent => Columns.All(c => c.Differing == 0);
}

/// <summary>How far a column is the same online and offline.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Rows">How many values were compared.</param>
/// <param name="Differing">How many differ by more than a millionth of the offline value, or of 1 where that is smaller.</param>
/// <param name="LargestDifference">In that measure; infinite where only one of the two is missing.</param>
public sealed record ColumnConsistency(string Column, int Rows, int Differing, double LargestDifference);
