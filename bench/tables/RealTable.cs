using Ninefold.Data.Splitting;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Tables;

/// <summary>What the labels of a table are.</summary>
internal enum LabelKind
{
    /// <summary>0 and 1.</summary>
    Two,

    /// <summary>Whole, from 0.</summary>
    Several,

    /// <summary>A number.</summary>
    Quantity,
}

/// <summary>Rows with the folds they are judged by, and folds within each for what is chosen.</summary>
internal sealed record RealTable(string Name, LabelKind Kind, LabelledRows Rows)
{
    private const int Outer = 5;
    private const int Inner = 4;

    /// <summary>Of one mix of classes; of quantities by chance.</summary>
    public IReadOnlyList<NestedFold> Folds { get; } =
        Data.Splitting.Folds.Nested(
            Divide(Kind, Rows.Labels, Outer),
            train => Divide(Kind, [.. train.Select(row => Rows.Labels[row])], Inner)
        );

    private static IReadOnlyList<Fold> Divide(LabelKind kind, float[] labels, int folds) =>
        kind == LabelKind.Quantity
            ? Data.Splitting.Folds.Random(labels.Length, folds, seed: 1)
            : Data.Splitting.Folds.Stratified(labels, folds, seed: 1);
}
