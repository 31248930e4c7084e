using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class RankingMetricTests
{
    private static readonly RankingMetric[] All =
    [
        new PrecisionAtK(3),
        new RecallAtK(3),
        new HitRateAtK(3),
        new ReciprocalRank(3),
        new AveragePrecisionAtK(3),
        new Ndcg(3),
        new Ndcg(exponentialGain: true),
        new ExpectedReciprocalRank(3),
        new RankBiasedPrecision(),
    ];

    public static TheoryData<int> Metrics => [.. Enumerable.Range(0, All.Length)];

    [Theory, MemberData(nameof(Metrics))]
    public void Values_are_between_0_and_1(int metric) =>
        Rows.Lists.Array[1, 5].Sample(judged => Assert.InRange(All[metric].Compute(judged), 0, 1));

    [Theory, MemberData(nameof(Metrics))]
    public void Moving_a_relevant_item_up_never_hurts(int metric) =>
        Gen.Select(Rows.Lists, Gen.Int[1, 4])
            .Where(
                (judged, at) => judged.Label.GradeOf(judged.Output[at]) > judged.Label.GradeOf(judged.Output[at - 1])
            )
            .Sample(
                (judged, at) =>
                {
                    var better = judged.Output.ToArray();
                    (better[at], better[at - 1]) = (better[at - 1], better[at]);
                    Assert.True(
                        All[metric].Compute([judged with { Output = better }]) >= All[metric].Compute([judged]) - 1e-12
                    );
                }
            );

    [Theory, MemberData(nameof(Metrics))]
    public void Scored_rows_without_ties_equal_their_ranked_list(int metric) =>
        Gen.Select(Gen.Int[0, 3].Array[1, 8].Where(grades => grades.Any(g => g > 0)), Gen.Int[0, 1000])
            .SelectMany(
                (grades, _) => Gen.Shuffle(Enumerable.Range(0, grades.Length).ToArray()).Select(o => (grades, o))
            )
            .Sample(t =>
            {
                var (grades, order) = t;
                var rows = order.Select((score, i) => new Judged<double, double>(score, grades[i], "q")).ToArray();
                var list = Enumerable
                    .Range(0, order.Length)
                    .OrderByDescending(i => order[i])
                    .Select(i => $"{i}")
                    .ToArray();
                var relevance = Relevance.Graded(grades.Select((g, i) => KeyValuePair.Create($"{i}", (double)g)));
                Assert.Equal(
                    All[metric].Compute([Rows.List(list, relevance)]),
                    All[metric].OverGroups().Compute(rows),
                    1e-12
                );
            });

    [Theory, MemberData(nameof(Metrics))]
    public void Ties_are_not_resolved_in_favour_of_the_label(int metric)
    {
        // All scores are equal: no order of the rows may help, and the value is at most that of a random order.
        Judged<double, double>[] Rows(params double[] grades) =>
            [.. grades.Select(g => new Judged<double, double>(0, g, "q"))];
        var over = All[metric].OverGroups();
        var value = over.Compute(Rows(1, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        Assert.Equal(value, over.Compute(Rows(0, 0, 0, 0, 0, 0, 0, 0, 0, 1)), 1e-12);
        var orders = Enumerable.Range(0, 10).Select(at => Enumerable.Range(0, 10).Select(i => i == at ? 1.0 : 0));
        var random = orders.Average(grades =>
            over.Compute([.. grades.Select((g, i) => new Judged<double, double>(-i, g, "q"))])
        );
        Assert.InRange(value, 0, random + 1e-12);
        if (All[metric].IsLinear)
            Assert.Equal(random, value, 1e-12);
    }

    [Theory, MemberData(nameof(Metrics))]
    public void Lists_for_which_nothing_was_relevant_are_left_out(int metric)
    {
        var judged = Rows.List(["x", "a", "y"], ["a", "b"]);
        var pointless = Rows.List(["a", "b"], []);
        Assert.Equal(All[metric].Compute([judged]), All[metric].Compute([pointless, judged, pointless]));
        Assert.Contains(
            "relevant",
            Assert.Throws<MetricUndefinedException>(() => All[metric].Compute([pointless])).Message
        );

        var rows = Rows.InGroup("q", [3, 2, 1], [0, 1, 0]).ToArray();
        var none = Rows.InGroup("none", [3, 2, 1], [0, 0, 0]).ToArray();
        var over = All[metric].OverGroups();
        Assert.Equal(over.Compute(rows), over.Compute([.. none, .. rows]));
        Assert.Contains("relevant", Assert.Throws<MetricUndefinedException>(() => over.Compute(none)).Message);
    }

    [Fact]
    public void Groups_count_once_whatever_their_size() =>
        Assert.Equal(
            (1 + 1.0 / 4) / 2,
            new ReciprocalRank()
                .OverGroups()
                .Compute([.. Rows.InGroup("short", [1], [1]), .. Rows.InGroup("long", [4, 3, 2, 1], [0, 0, 0, 1])]),
            1e-12
        );

    [Theory, MemberData(nameof(Metrics))]
    public void An_empty_list_scores_0(int metric) => Assert.Equal(0, All[metric].Compute([Rows.List([], ["a"])]));

    [Theory, MemberData(nameof(Metrics))]
    public void Repeating_an_item_gains_nothing(int metric) =>
        Assert.Equal(
            All[metric].Compute([Rows.List(["a", "x", "y"], ["a", "b"])]),
            All[metric].Compute([Rows.List(["a", "a", "a"], ["a", "b"])])
        );

    [Fact]
    public void Names_are_the_fields_own() =>
        Assert.Equal(
            ["precision@10", "recall@10", "hit_rate@10", "mrr@10", "mrr", "map@10", "ndcg@10", "ndcg@10"],
            new[]
            {
                new PrecisionAtK(10).Name,
                new RecallAtK(10).Name,
                new HitRateAtK(10).Name,
                new ReciprocalRank(10).Name,
                new ReciprocalRank().Name,
                new AveragePrecisionAtK(10).Name,
                new Ndcg(10).Name,
                new Ndcg(10).OverGroups().Name,
            }
        );

    [Fact]
    public void A_cutoff_below_1_is_refused() =>
        Assert.StartsWith(
            "The 'k' parameter of ndcg must be at least 1. Got 0 instead.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new Ndcg(0)).Message
        );

    [Fact]
    public void A_negative_grade_or_a_NaN_score_names_its_row()
    {
        var over = new Ndcg().OverGroups();
        Assert.Equal(
            "ndcg is undefined: the label of row 1 must be a finite grade of at least 0, but is -1.",
            Assert.Throws<MetricUndefinedException>(() => over.Prepare(Rows.Of([1, 2], [1, -1]))).Message
        );
        Assert.Equal(
            "ndcg is undefined: the output of row 0 must be a number, but is NaN (2 such rows).",
            Assert
                .Throws<MetricUndefinedException>(() => over.Prepare(Rows.Of([double.NaN, double.NaN], [1, 1])))
                .Message
        );
    }
}
