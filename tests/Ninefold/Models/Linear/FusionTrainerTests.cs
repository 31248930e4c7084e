using Ninefold.Data.Storage;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;
using Ninefold.Models.Linear;

namespace Ninefold.Tests.Models.Linear;

public sealed class FusionTrainerTests
{
    /// <summary>Three sources see which items are right through more and more noise; the last sees nothing.</summary>
    private static List<JudgedLists> Requests(int count, int seed)
    {
        var random = new Random(seed);
        var requests = new List<JudgedLists>();
        for (var i = 0; i < count; i++)
        {
            var relevant = Enumerable.Range(0, 30).Where(_ => random.NextDouble() < .2).ToHashSet();
            requests.Add(
                new(
                    [
                        .. new[] { .5, 1, double.PositiveInfinity }.Select(noise =>
                            Enumerable
                                .Range(0, 30)
                                .Select(item => new ScoredItem(
                                    item,
                                    (float)(
                                        double.IsFinite(noise)
                                            ? (relevant.Contains(item) ? 1 : 0) + (noise * random.NextDouble() * 2)
                                            : random.NextDouble()
                                    )
                                ))
                                .OrderByDescending(s => s.Score)
                                .Take(15)
                                .ToArray()
                        ),
                    ],
                    relevant
                )
            );
        }
        return requests;
    }

    [Fact]
    public void It_ranks_better_than_fusion_that_trusts_all_sources_alike()
    {
        var fusion = new FusionTrainer().Fit(Requests(200, 1), new(Seed: 1));
        var test = Requests(300, 2);
        var learned = Precision(test, lists => fusion.Fuse(5, lists));
        var alike = Precision(test, lists => Fusion.ReciprocalRank(60, 5, [.. lists.Select(l => new WeightedList(l))]));
        Assert.InRange(learned - alike, .05, 1);
        // What the last source says counts least.
        Assert.True(fusion.Coefficients[..3].Sum(Math.Abs) > fusion.Coefficients[6..].Sum(Math.Abs));
    }

    [Fact]
    public void A_saved_fusion_fuses_alike()
    {
        var requests = Requests(50, 1);
        var fusion = new FusionTrainer().Fit(requests, new(Seed: 1));
        var again = PartSerializer.Read<LearnedFusion>(PartSerializer.Write(fusion));
        Assert.Equal(fusion.Fuse(9, requests[0].Lists), again.Fuse(9, requests[0].Lists));
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        var requests = Requests(2, 1);
        var fewer = requests[1] with { Lists = [requests[1].Lists[0]] };
        Assert.Contains(
            "got [3, 1]",
            Assert.Throws<ArgumentException>(() => new FusionTrainer().Fit([requests[0], fewer], new(1))).Message
        );
        Assert.Throws<ArgumentException>(() => new FusionTrainer().Fit([], new(1)));
        Assert.Throws<ArgumentException>(() =>
            new FusionTrainer().Fit([.. requests.Select(r => r with { Relevant = new HashSet<int>() })], new(1))
        );
        Assert.Contains(
            "L2 must be 0 or more, got -1",
            Assert.Throws<ArgumentException>(() => new FusionTrainer(-1)).Message
        );
    }

    private static double Precision(
        List<JudgedLists> requests,
        Func<IReadOnlyList<IReadOnlyList<ScoredItem>>, ScoredItem[]> fuse
    ) => requests.Average(r => fuse(r.Lists).Count(s => r.Relevant.Contains(s.Item)) / 5.0);
}
