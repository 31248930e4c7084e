namespace Ninefold.Data.Splitting;

/// <summary>Which rows go where, as row numbers in ascending order; a row is in one part or in none.</summary>
/// <param name="Train">For fitting.</param>
/// <param name="Validation">For choosing.</param>
/// <param name="Test">For the one evaluation that is reported.</param>
/// <param name="Rehearsal">For replayed traffic; most often after the test.</param>
/// <param name="Protocol">How it was split in one sentence, with what that does not protect from.</param>
public sealed record RowSplit(
    IReadOnlyList<int> Train,
    IReadOnlyList<int> Validation,
    IReadOnlyList<int> Test,
    IReadOnlyList<int> Rehearsal,
    string Protocol
)
{
    /// <summary>The parts in order.</summary>
    internal IReadOnlyList<(string Name, IReadOnlyList<int> Rows)> Parts =>
        [("training", Train), ("validation", Validation), ("test", Test), ("rehearsal", Rehearsal)];

    /// <summary>Splits cases by their place in the list.</summary>
    /// <param name="info">Where the cases come from.</param>
    /// <param name="cases">As many as rows were split.</param>
    public Dataset<TRequest, TOutcome> Of<TRequest, TOutcome>(
        DatasetInfo info,
        IReadOnlyList<Case<TRequest, TOutcome>> cases
    ) =>
        new(
            info,
            new(Pick(Train, cases), Pick(Validation, cases)),
            Pick(Test, cases),
            Pick(Rehearsal, cases),
            Protocol
        );

    /// <param name="partOf">For each row 0 training … 3 rehearsal, or −1 for none.</param>
    /// <param name="protocol">In one sentence.</param>
    internal static RowSplit From(ReadOnlySpan<int> partOf, string protocol)
    {
        List<int>[] parts =
        [
            [],
            [],
            [],
            [],
        ];
        for (var row = 0; row < partOf.Length; row++)
            if (partOf[row] >= 0)
                parts[partOf[row]].Add(row);
        return new(parts[0], parts[1], parts[2], parts[3], protocol);
    }

    private static List<T> Pick<T>(IReadOnlyList<int> rows, IReadOnlyList<T> cases) =>
        [.. rows.Select(row => cases[row])];
}
