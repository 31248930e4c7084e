using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class MetricContractTests
{
    private static readonly Gen<string> Group = Gen.OneOf("a", "b", "c", "d", "e");
    private static readonly Gen<string> Id = Gen.OneOf("p", "q", "r", "s", "t", "u");
    private static readonly Gen<string[]> Ids = Id.Array[0, 5];

    private static readonly Gen<double> Score = Gen.Int[0, 8].Select(i => i / 8.0);
    private static readonly Gen<double> Any = Gen.OneOf(
        Gen.Double,
        Gen.OneOf(0, -0.0, 1, -1, 2, 1e300, double.MaxValue, double.NaN, double.PositiveInfinity, double.Epsilon)
    );

    private static readonly ItemPopularity Popularity = new(
        new Dictionary<string, long>
        {
            ["p"] = 100,
            ["q"] = 10,
            ["r"] = 1,
            ["s"] = 0,
        }
    );

    private static readonly MetricContract[] Contracts =
    [
        Binary(new RocAuc()),
        Binary(new AveragePrecision()),
        Binary(new LogLoss()),
        Binary(new NormalizedCrossEntropy()),
        Binary(new BrierScore()),
        Binary(new ExpectedCalibrationError()),
        Binary(new AdaptiveCalibrationError(4)),
        Binary(new BrierReliability()),
        Binary(new BrierResolution(3)),
        Of(new PrecisionAtKPerPeriod(2), EntityScores(Score), EntityScores(Any), Gen.OneOf(0.0, 1)),
        Binary(new Accuracy()),
        Binary(new Precision()),
        Binary(new Recall()),
        Binary(new Specificity()),
        Binary(new BalancedAccuracy()),
        Binary(new MatthewsCorrelation()),
        Binary(new FBeta(2)),
        Binary(new ExpectedCost(new(1, 5))),
        Binary(new RecallAtPrecision(.7)),
        Binary(new PrecisionAtRecall(.7)),
        Binary(new FBetaAtPrecision(.7)),
        Binary(new GainAtShare(.3)),
        Binary(new LiftAtShare(.3)),
        Labels(new LabelPrecision(Averaging.Micro)),
        Labels(new LabelRecall(Averaging.Macro)),
        Labels(new LabelFBeta(Averaging.Weighted)),
        Of(new LabelFBeta(Averaging.Macro).OverClasses(), Id, Id, Id),
        Of(new TopKAccuracy(2), ClassScores(Score), ClassScores(Any), Gen.Int[0, 2]),
        Numbers(new RootMeanSquaredError(), Score),
        Numbers(new MeanAbsoluteError(), Score),
        Numbers(new MeanSquaredError(), Score),
        Numbers(new ShareWithin(.4), Score),
        Numbers(new MeanAbsolutePercentageError(), Score.Select(s => s + .5)),
        Numbers(new SymmetricMeanAbsolutePercentageError(), Score),
        Numbers(new RootMeanSquaredLogError(), Score),
        Numbers(new RSquared(), Score),
        Numbers(new PinballLoss(.9), Score),
        Of(new IntervalCoverage(), Intervals(Score), Intervals(Any), Score),
        Of(new AdjustedRandIndex(), Id, Id, Id),
        Of(new NormalizedMutualInformation(), Id, Id, Id),
        Of(new Silhouette<double>((a, b) => Math.Abs(a - b)), Id, Id, Score),
        Of(new CohenKappa<string>(), Id, Id, Id),
        Of(new Consistency<string>(), Id, Id, Id),
        Lists(new PrecisionAtK(3)),
        Lists(new RecallAtK(3)),
        Lists(new HitRateAtK(3)),
        Lists(new ReciprocalRank()),
        Lists(new AveragePrecisionAtK(3)),
        Lists(new Ndcg(3, exponentialGain: true)),
        Lists(new Dcg(3)),
        Lists(new ExpectedReciprocalRank(3)),
        Lists(new RankBiasedPrecision()),
        Numbers(new Ndcg(3).OverGroups(), Gen.OneOf(0.0, 1, 2)),
        Of(new Ndcg().Of((string[] list) => list, (string[] liked) => Relevance.Of(liked)), Ids, Ids, Ids),
        Of(new CatalogueCoverage<string[], string[]>(list => list, 6), Ids, Ids, Ids),
        Of(new Novelty<string[], string[]>(list => list, Popularity), Ids, Ids, Ids),
        Of(new PopularityBias<string[], string[]>(list => list, liked => liked, Popularity), Ids, Ids, Ids),
        Of(
            new IntraListDiversity<float[][], string[], float[]>(list => list, Distance.Cosine),
            Gen.Float[-1, 1].Array[2].Array[0, 4],
            Gen.Float.Array[2].Array[0, 4],
            Ids
        ),
    ];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Contracts.Length)];

    [Theory, MemberData(nameof(All))]
    public void Weights_equal_repetition(int metric) => Contracts[metric].Weights_equal_repetition();

    [Theory, MemberData(nameof(All))]
    public void Order_does_not_matter(int metric) => Contracts[metric].Order_does_not_matter();

    [Theory, MemberData(nameof(All))]
    public void Same_input_gives_same_value(int metric) => Contracts[metric].Same_input_gives_same_value();

    [Theory, MemberData(nameof(All))]
    public void Input_is_unchanged(int metric) => Contracts[metric].Input_is_unchanged();

    [Theory, MemberData(nameof(All))]
    public void No_answers_are_undefined(int metric) => Contracts[metric].No_answers_are_undefined();

    [Theory, MemberData(nameof(All))]
    public void No_weight_is_undefined(int metric) => Contracts[metric].No_weight_is_undefined();

    [Theory, MemberData(nameof(All))]
    public void Values_are_finite_or_undefined(int metric) => Contracts[metric].Values_are_finite_or_undefined();

    [Fact]
    public void Every_metric_is_on_trial()
    {
        static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        static bool IsMetric(Type? type) =>
            type is not null && (Open(type) == typeof(Metric<,>) || IsMetric(type.BaseType));
        Assert.Equal(
            typeof(RocAuc)
                .Assembly.GetTypes()
                .Where(t => !t.IsAbstract && IsMetric(t) && t.Namespace == typeof(RocAuc).Namespace)
                .Select(t => t.Name)
                .Order(),
            Contracts.Select(c => Open(c.Type).Name).Distinct().Order()
        );
    }

    private static MetricContract Binary(Metric<double, double> metric) => Numbers(metric, Gen.OneOf(0.0, 1));

    private static MetricContract Numbers(Metric<double, double> metric, Gen<double> labels) =>
        new MetricContract<double, double>(metric, Row(Score, labels), Row(Any, Gen.OneOf(labels, Any)));

    private static Gen<EntityScore> EntityScores(Gen<double> scores) =>
        Gen.Select(Id, scores, (entity, score) => new EntityScore(entity, score));

    private static MetricContract Labels(LabelMetric metric)
    {
        var sets = Ids.Select(IReadOnlyCollection<string> (ids) => ids);
        return Of(metric, sets, sets, sets);
    }

    private static Gen<IReadOnlyList<double>> ClassScores(Gen<double> scores) =>
        scores.Array[3].Select(IReadOnlyList<double> (all) => all);

    private static Gen<Interval> Intervals(Gen<double> bounds) =>
        Gen.Select(bounds, bounds, (low, high) => new Interval(low, Math.Min(low, high), Math.Max(low, high)));

    private static MetricContract Lists(RankingMetric metric)
    {
        var binary = Ids.Select(ids => Relevance.Of(ids));
        var graded = Gen.Select(Id, Any.Where(g => g >= 0 && double.IsFinite(g)))
            .Array[0, 5]
            .Select(all => Relevance.Graded(all.DistinctBy(g => g.Item1).ToDictionary(g => g.Item1, g => g.Item2)));
        var lists = Ids.Select(IReadOnlyList<string> (ids) => ids);
        return new MetricContract<IReadOnlyList<string>, Relevance>(metric, Row(lists, binary), Row(lists, graded));
    }

    private static MetricContract Of<TOutput, TLabel>(
        Metric<TOutput, TLabel> metric,
        Gen<TOutput> ordinary,
        Gen<TOutput> awkward,
        Gen<TLabel> labels
    ) => new MetricContract<TOutput, TLabel>(metric, Row(ordinary, labels), Row(awkward, labels));

    private static Gen<Judged<TOutput, TLabel>> Row<TOutput, TLabel>(Gen<TOutput> outputs, Gen<TLabel> labels) =>
        Gen.Select(outputs, labels, Group, (output, label, group) => new Judged<TOutput, TLabel>(output, label, group));
}
