using Ninefold.Metrics;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Runs;

/// <summary>What the scores of a fitted model tell: nothing is trained again.</summary>
/// <param name="Model">The model.</param>
/// <param name="Validation">Rows that it was not fitted on.</param>
/// <param name="Metric">What it is judged by.</param>
/// <param name="Important">The columns that count most, the most important first.</param>
internal sealed record FittedInspection(
    ITabularModel Model,
    LabelledRows Validation,
    Metric<double, double> Metric,
    IReadOnlyList<string> Important
)
{
    private const int MostColumnsForPairs = 10;
    private const int MostPoints = 60;

    public IReadOnlyList<DependenceBand> Dependence(TrainingContext context)
    {
        var dependence = new PartialDependence(Points: 20, Rows: 300);
        return
        [
            .. Important.Select(column =>
            {
                context.Cancellation.ThrowIfCancellationRequested();
                return Band(dependence.Of(Model, Validation, column));
            }),
        ];
    }

    /// <summary>Slices of at least a twentieth of the rows; pairs of columns only where they are few.</summary>
    public IReadOnlyList<SliceResult> Worst(TrainingContext context) =>
        new WorstSlices(
            Count: 5,
            MinRows: Math.Max(30, Validation.Count / 20),
            Pairs: Validation.Schema.Width <= MostColumnsForPairs
        ).Find(Model, Validation, Metric, context);

    public IReadOnlyList<InspectedError> Errors(LabelledRows train)
    {
        var names = Validation.Schema.Names.ToList();
        int[] places = [.. Important.Select(column => names.IndexOf(column))];
        return
        [
            .. new ErrorNeighbors(Errors: 3, Count: 5)
                .Of(Model, train, Validation)
                .Select(error => new InspectedError(
                    error.Score,
                    error.Label,
                    error.Agreeing,
                    Important,
                    Values(Validation, error.Row),
                    [.. error.Neighbors.Select(n => new InspectedNeighbor(n.Distance, n.Label, Values(train, n.Row)))]
                )),
        ];

        double[] Values(LabelledRows rows, int row) => [.. places.Select(place => (double)rows.Row(row)[place])];
    }

    public IReadOnlyList<OperatingPoint> Points() => OperatingPoint.Along(Judged(), MostPoints);

    /// <summary>Whether every score could be a probability.</summary>
    public bool ScoresAreShares => Judged().TrueForAll(j => j.Output is >= 0 and <= 1);

    private List<Judged<double, double>> Judged()
    {
        var scores = new double[Validation.Count];
        Model.Score(Validation.Values, scores);
        return
        [
            .. scores.Select(
                (score, i) => new Judged<double, double>(score, Validation.Labels[i], $"{Validation.Groups[i]}")
            ),
        ];
    }

    private DependenceBand Band(DependenceCurve curve)
    {
        var (low, high) = (new double[curve.Values.Length], new double[curve.Values.Length]);
        for (var v = 0; v < low.Length; v++)
        {
            double[] sorted = [.. curve.Rows.Select(row => row[v]).Order()];
            (low[v], high[v]) = (sorted[sorted.Length / 10], sorted[sorted.Length - 1 - sorted.Length / 10]);
        }
        var codes = Validation.Schema.Categorical[Validation.Schema.Names.ToList().IndexOf(curve.Column)];
        return new(curve.Column, codes, [.. curve.Values.Select(v => (double)v)], curve.Mean, low, high);
    }
}
