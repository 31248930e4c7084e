using System.Text.Json;
using System.Text.Json.Serialization;
using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;
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
        Assert.True(second.Steps.Single(s => s.Name == "risk: inspection").Reused);
        var (made, read) = (first.Ladders[0].Rungs[1], second.Ladders[0].Rungs[1]);
        Assert.Equal(made.Importance, read.Importance);
        Assert.Equivalent(made.Insight, read.Insight, strict: true);
    }

    [Fact]
    public void All_that_can_be_is_found_out_about_two_classes_and_kept_as_JSON()
    {
        var run = NewRun();
        Climb(run, new RocAuc(), new ByFeature("noise"), new LogisticRegression());
        var insight = run.Ladders.Single().Rungs[1].Insight!;
        Assert.Empty(insight.LeftOut);
        Assert.Equal(["strong", "weak", "noise"], insight.Dependence.Select(d => d.Column));
        Assert.True(insight.Dependence[0].Mean[^1] > insight.Dependence[0].Mean[0] + .5);
        Assert.Equal(5, insight.Worst.Count);
        Assert.Equal(["overfit one batch", "shuffled labels"], insight.Checks.Select(c => c.Check));
        Assert.All(insight.Checks, check => Assert.True(check.Passed, check.Found));
        Assert.Equal(LearningNeed.StrongerModel, insight.Learning!.Advice.Need);
        Assert.Equal(3, insight.Errors.Count);
        Assert.InRange(insight.Points.Count, 30, 60);
        var kept = JsonSerializer.Deserialize<RungReport>(JsonSerializer.Serialize(run.Ladders.Single().Rungs[1]))!;
        Assert.Equivalent(insight, kept.Insight, strict: true);
    }

    [Fact]
    public void A_rung_of_a_run_before_there_were_insights_is_still_read()
    {
        const string Old = """
            {"Name":"trees","Parameters":"{}","Value":0.5,"Low":0.4,"High":0.6,"TrainSeconds":1,"Microseconds":1,
             "Bytes":1,"Chosen":true,"Why":"","Importance":[{"Column":"strong","Mean":0.1,"Deviation":0.01}]}
            """;
        var rung = JsonSerializer.Deserialize<RungReport>(Old)!;
        Assert.Null(rung.Insight);
        Assert.Equal("strong", Assert.Single(rung.Importance!).Column);
    }

    [Fact]
    public void What_makes_no_sense_of_a_ranking_is_left_out_with_the_reason()
    {
        var run = NewRun();
        var trees = new BoostedTrees { Objective = TreeObjective.LambdaRank, Rounds = 20 };
        run.Climb(
            "risk",
            Features,
            Table(1, rowsOfGroup: 20),
            Table(2, rowsOfGroup: 20),
            new Ndcg(10).OverGroups(),
            trees
        );
        var insight = run.Ladders.Single().Rungs[0].Insight!;
        Assert.Contains("whole queries", Assert.Single(insight.LeftOut).Why);
        Assert.Equal(3, insight.Dependence.Count);
        Assert.Equal("shuffled labels", Assert.Single(insight.Checks).Check);
        Assert.NotNull(insight.Learning);
        Assert.Equal((0, 0, 0), (insight.Worst.Count, insight.Errors.Count, insight.Points.Count));
    }

    [Fact]
    public void Quantities_and_scores_without_a_unit_leave_out_what_needs_one()
    {
        var run = NewRun();
        Climb(run, new RocAuc(), new IsolationForest { Trees = 20 });
        // An isolation forest's scores lie between 0 and 1; a quantity's labels are no classes.
        Assert.DoesNotContain(run.Ladders.Single().Rungs[0].Insight!.LeftOut, l => l.What == "curves by threshold");
        run = NewRun();
        run.Climb("risk", Features, Quantities(1), Quantities(2), new MeanAbsoluteError(), new LinearRegression());
        var insight = run.Ladders.Single().Rungs[0].Insight!;
        Assert.Equal("the labels are not two classes", Assert.Single(insight.LeftOut).Why);
        Assert.Equal(3, insight.Errors.Count);
        Assert.Equal(2, insight.Checks.Count);
    }

    [Fact]
    public void One_class_in_the_validation_costs_what_needs_two_and_not_the_run()
    {
        var run = NewRun();
        var one = Features.Table(Rows(new Random(2)), new float[2000]);
        Assert.NotNull(run.Climb("risk", Features, Table(1), one, new LogLoss(), new LogisticRegression()).Model);
        var insight = run.Ladders.Single().Rungs[0].Insight!;
        Assert.Contains(insight.LeftOut, l => l.What == "curves by threshold");
        Assert.Contains("overfit one batch", insight.Checks.Select(c => c.Check));
    }

    [Fact]
    public void A_cancelled_run_stops_in_the_middle()
    {
        using var stop = new CancellationTokenSource();
        var run = NewRun(stop.Token);
        var trainer = new StopsAt(3, stop);
        Assert.ThrowsAny<OperationCanceledException>(() => Climb(run, new RocAuc(), trainer));
        Assert.Equal(3, trainer.Fits);
    }

    private sealed record StopsAt(int Fit, [property: JsonIgnore] CancellationTokenSource Stop) : ITabularTrainer
    {
        [JsonIgnore]
        public int Fits { get; private set; }

        public string Name => "stops";

        ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context)
        {
            if (++Fits == Fit)
                Stop.Cancel();
            context.Cancellation.ThrowIfCancellationRequested();
            return new LogisticRegression().Fit(data, context);
        }
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

    private static Learned<FeatureScorer> Climb(
        Run run,
        Metric<double, double> metric,
        params ITabularTrainer[] rungs
    ) => run.Climb("risk", Features, Table(seed: 1), Table(seed: 2), metric, rungs);

    private static FeatureTable Table(int seed, int rowsOfGroup = 1) =>
        Table(seed, sum => sum > 3 ? 1 : 0, rowsOfGroup);

    private static FeatureTable Quantities(int seed) => Table(seed, sum => (float)sum, rowsOfGroup: 1);

    private static FeatureTable Table(int seed, Func<double, float> label, int rowsOfGroup)
    {
        var random = new Random(seed);
        var rows = Rows(random);
        var labels = rows.Select(r => label(r.Strong * 4 + r.Weak + random.NextDouble()));
        return Features.Table(rows, [.. labels], [.. Enumerable.Range(0, rows.Count).Select(row => row / rowsOfGroup)]);
    }

    private static List<(double Strong, double Weak, double Noise)> Rows(Random random) =>
        [.. Enumerable.Range(0, 2000).Select(_ => (random.NextDouble(), random.NextDouble(), random.NextDouble()))];

    private Run NewRun(CancellationToken? cancellation = null) =>
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
                cancellation ?? TestContext.Current.CancellationToken
            )
            {
                Time = TimeProvider.System,
            },
            new Database(Path.Combine(folder.Path, "ninefold.db")),
            new ArtifactStore(Path.Combine(folder.Path, "artifacts"))
        );
}
