using Ninefold.Metrics;

namespace Ninefold.Bench.Metrics;

/// <summary>The values of Ninefold's metrics on a case, by name; null where one says that it has no value.</summary>
internal static class Own
{
    private static readonly Averaging[] Averages = [Averaging.Micro, Averaging.Macro, Averaging.Weighted];

    public static Dictionary<string, double[]?> Values(Case one) =>
        one.Family switch
        {
            "binary" => Together(
                Points.Binary(Judge(one.Outputs, one.Labels)),
                Of(
                    one,
                    Judge(one.Outputs, one.Labels),
                    new RocAuc(),
                    new AveragePrecision(),
                    new LogLoss(),
                    new BrierScore(),
                    new NormalizedCrossEntropy(),
                    new BrierReliability(),
                    new BrierResolution(),
                    new ExpectedCalibrationError(),
                    new AdaptiveCalibrationError(),
                    new GainAtShare(.1),
                    new GainAtShare(.3),
                    new LiftAtShare(.2),
                    new Accuracy(),
                    new BalancedAccuracy(),
                    new Precision(),
                    new Recall(),
                    new Specificity(),
                    new FBeta(.5),
                    new FBeta(),
                    new FBeta(2),
                    new MatthewsCorrelation(),
                    new RecallAtPrecision(.5),
                    new PrecisionAtRecall(.5),
                    new FBetaAtPrecision(.5)
                )
            ),
            "quantities" => Together(
                Of(
                    one,
                    Judge(one.Outputs, one.Labels),
                    new MeanSquaredError(),
                    new RootMeanSquaredError(),
                    new RootMeanSquaredLogError(),
                    new MeanAbsoluteError(),
                    new MeanAbsolutePercentageError(),
                    new SymmetricMeanAbsolutePercentageError(),
                    new RSquared(),
                    new PinballLoss(.1),
                    new PinballLoss(.9)
                ),
                Of(
                    one,
                    Judge(one.Outputs.Select(o => new Interval(o, .75 * o, 1.5 * o)), one.Labels),
                    new IntervalCoverage()
                )
            ),
            "classes" => Together(
                Points.Classes(Judge(Names(one.Answers), Names(one.Truths)), one.Weights),
                Of(
                    one,
                    Judge(Names(one.Answers), Names(one.Truths)),
                    [.. LabelMetrics().Select(m => m.OverClasses()), new CohenKappa<string>()]
                ),
                Of(one, Judge<IReadOnlyList<double>, int>(one.Rows, one.Truths), new TopKAccuracy(2))
            ),
            "sets" => Of(one, Judge(Labels(one.Rows), Labels(one.Others)), [.. LabelMetrics()]),
            "ranking" => Together(
                Of(
                    one,
                    Judge(one.Others.Select(Ranked), one.Rows.Select(Relevant)),
                    new Ndcg(5),
                    new Ndcg(),
                    new Ndcg(10, exponentialGain: true),
                    new Dcg(10),
                    new PrecisionAtK(5),
                    new RecallAtK(5),
                    new HitRateAtK(1),
                    new ReciprocalRank(),
                    new AveragePrecisionAtK(),
                    new ExpectedReciprocalRank(maximalGrade: 4, k: 10),
                    new RankBiasedPrecision()
                ),
                Tied(one)
            ),
            "clusters" => Together(
                Of(
                    one,
                    Judge(Names(one.Answers), Names(one.Truths)),
                    new AdjustedRandIndex(),
                    new NormalizedMutualInformation()
                ),
                Of(one, Judge(Names(one.Answers), one.Rows), new Silhouette<double[]>(Euclidean))
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(one), one.Family, null),
        };

    private static Dictionary<string, double[]?> Of<TOutput, TLabel>(
        Case one,
        Judged<TOutput, TLabel>[] judged,
        params Metric<TOutput, TLabel>[] metrics
    ) => metrics.ToDictionary(m => m.Name, m => Value(m, judged, one.Weights));

    private static double[]? Value<TOutput, TLabel>(
        Metric<TOutput, TLabel> metric,
        Judged<TOutput, TLabel>[] judged,
        double[] weights
    )
    {
        try
        {
            return [weights.Length == 0 ? metric.Compute(judged) : metric.Prepare(judged)(weights)];
        }
        catch (MetricUndefinedException)
        {
            return null;
        }
    }

    private static IEnumerable<LabelMetric> LabelMetrics() =>
        Averages.SelectMany(a => new LabelMetric[] { new LabelPrecision(a), new LabelRecall(a), new LabelFBeta(a) });

    private static Judged<TOutput, TLabel>[] Judge<TOutput, TLabel>(
        IEnumerable<TOutput> outputs,
        IEnumerable<TLabel> labels
    ) => [.. outputs.Zip(labels, (o, l) => new Judged<TOutput, TLabel>(o, l, ""))];

    private static IEnumerable<string> Names(int[] numbers) => numbers.Select(n => $"{n}");

    private static IEnumerable<IReadOnlyCollection<string>> Labels(double[][] rows) =>
        rows.Select(row =>
            (IReadOnlyCollection<string>)[.. Names([.. row.Index().Where(c => c.Item > 0).Select(c => c.Index)])]
        );

    private static IReadOnlyList<string> Ranked(double[] scores) =>
        [.. Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Select(i => $"{i}")];

    private static Relevance Relevant(double[] grades) =>
        Relevance.Graded(grades.Index().Select(g => KeyValuePair.Create($"{g.Index}", g.Item)));

    private static double Euclidean(double[] a, double[] b) => Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());

    /// <summary>Rows that are scored, many of them the same.</summary>
    private static Dictionary<string, double[]?> Tied(Case one)
    {
        Judged<double, double>[] rows =
        [
            .. one
                .Others.Index()
                .SelectMany(query =>
                    query.Item.Zip(
                        one.Rows[query.Index],
                        (score, grade) => new Judged<double, double>(Math.Floor(4 * score), grade, $"{query.Index}")
                    )
                ),
        ];
        return Of(one, rows, new Ndcg(5).OverGroups(), new Dcg(10).OverGroups())
            .ToDictionary(value => $"{value.Key} of tied rows", value => value.Value);
    }

    private static Dictionary<string, double[]?> Together(params Dictionary<string, double[]?>[] several) =>
        new(several.SelectMany(one => one));
}
