using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models.Linear;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Data;

namespace Ninefold.Tests.Models.Runs;

public sealed class RungInspectionTests : IDisposable
{
    private static readonly FeatureSet<(double Strong, double Weak, double Noise)> Features = new("row")
    {
        { "noise", r => r.Noise },
        { "weak", r => r.Weak },
        { "strong", r => r.Strong },
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_best_learned_rung_says_what_it_relies_on_whichever_rung_was_taken()
    {
        var run = NewRun();
        var learned = Climb(run, new RocAuc(), new ByFeature("noise"), new LogisticRegression());
        Assert.Equal("logistic-regression", learned.Rung);
        var rungs = run.Ladders.Single().Rungs;
        Assert.Null(rungs[0].Importance);
        var importance = rungs[1].Importance!;
        Assert.Equal(["strong", "weak", "noise"], importance.Select(i => i.Column));
        Assert.True(importance[0].Mean > .1);
        Assert.InRange(importance[2].Mean, -.02, .02);
    }

    [Fact]
    public void Of_a_loss_what_raises_it_matters()
    {
        var run = NewRun();
        Climb(run, new LogLoss(), new LogisticRegression());
        var importance = run.Ladders.Single().Rungs[0].Importance!;
        Assert.Equal("strong", importance[0].Column);
        Assert.True(importance[0].Mean > 0);
    }

    [Fact]
    public void It_is_measured_once_and_then_reused()
    {
        var (first, second) = (NewRun(), NewRun());
        foreach (var run in new[] { first, second })
            Climb(run, new RocAuc(), new ByFeature("noise"), new LogisticRegression());
        Assert.Equal(
            [false, true],
            new[] { first, second }.Select(r => r.Steps.Single(s => s.Name == "risk: importance").Reused)
        );
        Assert.Equal(first.Ladders[0].Rungs[1].Importance, second.Ladders[0].Rungs[1].Importance);
    }

    [Fact]
    public void A_ladder_that_learns_nothing_or_is_not_climbed_is_not_inspected()
    {
        var run = NewRun();
        Climb(run, new RocAuc(), new ByFeature("noise"), new ByFeature("strong"));
        Assert.All(run.Ladders.Single().Rungs, r => Assert.Null(r.Importance));
        run.Policy = RungPolicy.First;
        Climb(run, new RocAuc(), new ByFeature("noise"), new LogisticRegression());
        Assert.DoesNotContain(run.Steps, s => s.Name == "risk: importance");
    }

    private static Ninefold.Models.Learned<Ninefold.Models.FeatureScorer> Climb(
        Run run,
        Metric<double, double> metric,
        params ITabularTrainer[] rungs
    ) => run.Climb("risk", Features, Table(seed: 1), Table(seed: 2), metric, rungs);

    private static FeatureTable Table(int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable
            .Range(0, 2000)
            .Select(_ => (random.NextDouble(), random.NextDouble(), random.NextDouble()))
            .ToList();
        var labels = rows.Select(r => r.Item1 * 4 + r.Item2 + random.NextDouble() > 3 ? 1f : 0);
        return Features.Table(rows, [.. labels]);
    }

    private Run NewRun() =>
        new(
            new RunOptions(
                "run",
                Seed: 1,
                Threads: 1,
                Quick: false,
                "code",
                new DataRequest(null, new Dictionary<string, string>(), folder.Path, null),
                [Features],
                new SilentRunLog(),
                TestContext.Current.CancellationToken
            )
            {
                Time = TimeProvider.System,
            },
            new Database(Path.Combine(folder.Path, "ninefold.db")),
            new ArtifactStore(Path.Combine(folder.Path, "artifacts"))
        );
}
