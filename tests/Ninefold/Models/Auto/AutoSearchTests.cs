using Ninefold.Data;
using Ninefold.Models.Auto;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Tests.Models.Auto;

/// <summary>AutoSearch, with the AutoMetric and the AutoRungs of each kind of problem.</summary>
public sealed class AutoSearchTests : IDisposable
{
    private readonly Customers customers = new();

    public void Dispose() => customers.Dispose();

    /// <summary>A clock that goes on by so much whenever it is read: the same on any machine.</summary>
    private sealed class Stepping(double seconds) : TimeProvider
    {
        private long reads;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(Interlocked.Increment(ref reads) * seconds * 1000);

        // No stage is stopped by the time that passes meanwhile.
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() { }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }

    [Theory]
    [InlineData("left", "roc_auc", "mean-label,logistic-regression,decision-tree,random-forest,boosted-trees,averaged")]
    [InlineData("choice", "accuracy@1", "class-shares,multinomial-regression,multiclass-trees,averaged")]
    [InlineData("spend", "rmse", "mean-label,ridge-regression,decision-tree,random-forest,boosted-trees,averaged")]
    [InlineData("income", "rmsle", "mean-label,ridge-regression,decision-tree,random-forest,boosted-trees,averaged")]
    public void The_ladder_and_the_metric_are_those_of_the_problem(string target, string metric, string rungs)
    {
        var result = Run(target);
        Assert.Equal(rungs, string.Join(',', result.Rungs.Select(r => r.Trainer.Name)));
        Assert.Equal(metric, result.Test[0].Metric);
        Assert.Equal("the heuristic to beat", result.Rungs[0].Why);
        Assert.All(result.Test, f => Assert.InRange(f.Chosen.Value, f.Chosen.Low, f.Chosen.High));
        Assert.True(result.Seconds > 0);
        Assert.InRange(result.Search!.Trials.Count, 4, 60);
    }

    [Theory]
    [InlineData("left")]
    [InlineData("choice")]
    [InlineData("spend")]
    public void What_can_be_learned_is_better_than_the_heuristic_on_rows_that_nothing_was_chosen_by(string target)
    {
        var result = Run(target);
        Assert.True(result.Chosen > 0, string.Join('\n', result.Rungs));
        var (heuristic, chosen) = (result.Test[0].Heuristic, result.Test[0].Chosen);
        if (result.Test[0].Metric == "rmse")
            Assert.True(chosen.High < heuristic.Low, $"{chosen} {heuristic}");
        else
            Assert.True(chosen.Low > heuristic.High, $"{chosen} {heuristic}");
    }

    [Fact]
    public void The_ensemble_is_of_the_trees_and_the_best_of_the_other_rungs_as_they_were_trained()
    {
        var rungs = Run("left").Rungs;
        var members = Assert.IsType<AveragedTrainers>(rungs[^1].Trainer).Members;
        Assert.Same(rungs[^2].Trainer, members[0]);
        var best = rungs.Skip(1).SkipLast(2).MaxBy(r => r.Value.Value)!;
        Assert.Same(best.Trainer, members[1]);
    }

    [Fact]
    public void What_cannot_be_learned_stays_with_the_heuristic()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 400).Select(_ => $"{random.Next(50)},{random.Next(2)}");
        var path = customers.Write($"x,y\n{string.Join('\n', rows)}\n");
        var result = Run(path, new("y"), new Stepping(.1)); // time for folds
        Assert.InRange(result.Test[0].Heuristic.Value, .5, .5);
        Assert.True(result.Chosen == 0, string.Join('\n', result.Rungs));
    }

    [Fact]
    public void The_same_seed_gives_the_same_parameters_and_figures()
    {
        var (first, second) = (Run("left", new Stepping(.5)), Run("left", new Stepping(.5)));
        Assert.Equal(first.Rungs.Select(r => (r.Value, r.Why)), second.Rungs.Select(r => (r.Value, r.Why)));
        Assert.Equal(first.Test, second.Test);
        Assert.Equal(first.Search!.Best.Trainer, second.Search!.Best.Trainer);
    }

    [Fact]
    public void Parameters_that_were_found_are_short_and_beat_the_defaults_they_began_with()
    {
        var search = Run("left").Search!;
        var (start, best) = (search.Trials[0], search.Best);
        Assert.Equal(new BoostedTrees(), start.Trainer);
        Assert.True(best.Value >= start.Value);
        Assert.All(
            search
                .Trials.Select(t => t.Trainer)
                .SelectMany(t => new[] { t.LearningRate, t.ColumnShare, t.RowShare, t.L2 }),
            value => Assert.True($"{value}".Trim('0', '.').Replace(".", "").Length <= 2, $"{value}")
        );
    }

    // A few reads of the clock are the whole budget, whatever is done between them.
    [Theory]
    [InlineData(.5)]
    [InlineData(1)]
    public void What_there_is_no_time_for_is_left_out_and_told_and_the_budget_is_kept(double step)
    {
        var result = Run("left", new Stepping(step), seconds: 12);
        Assert.True(result.Seconds <= 12 * 1.2 + step, $"{result.Seconds}");
        Assert.Equal("mean-label", result.Rungs[0].Trainer.Name);
        Assert.True(result.Rungs.Count < 6);
        Assert.Contains(result.Notes, n => n.StartsWith("There was no time", StringComparison.Ordinal));
        Assert.NotEmpty(result.Test);
    }

    [Fact]
    public void Few_trials_are_spent_on_shares_of_the_rows_first()
    {
        var result = Run("left", new Stepping(1), seconds: 30); // 9 fits are left for the search
        Assert.All(result.Search!.Trials, t => Assert.Equal(1.0 / 27, t.Budget));
    }

    [Fact]
    public void A_rare_class_is_not_judged_by_accuracy()
    {
        Assert.Equal("average_precision", Counts(i => i % 20 == 0 ? "yes" : "no"));
        Assert.Equal(
            "f1_macro",
            Counts(i =>
                i % 20 == 0 ? "a"
                : i % 2 == 0 ? "b"
                : "c"
            )
        );
    }

    [Fact]
    public void Classes_are_judged_by_their_probabilities()
    {
        var rows = new LabelledRows(new(["x"], [false]), [0, 0, 0], [0, 1, 2], [0, 1, 2]);
        var judged = AutoMetric.Judge(new ClassSharesModel(1, [.2, .5, .3]), rows, TargetKind.Classes);
        Assert.Equal([.2, .5, .3], judged[0].Output);
        Assert.Equal(1 / 3.0, Metrics("a,b,c").Single(m => m.Name == "accuracy@1").ValueOf(judged), 1e-12);
        Assert.Equal(double.NaN, Metrics("a,b")[0].ValueOf([]));
    }

    [Fact]
    public void A_user_who_stops_it_stops_it() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            AutoSearch.Run(
                customers.Write(),
                new("left"),
                new SilentRunLog(),
                TimeProvider.System,
                new CancellationToken(canceled: true)
            )
        );

    [Fact]
    public void A_table_that_cannot_be_learned_from_is_refused()
    {
        var error = Assert.Throws<InvalidDatasetException>(() => Run("same"));
        Assert.Contains(
            "must have two values or more, but all 600 rows have 'x'",
            error.Message,
            StringComparison.Ordinal
        );
    }

    private AutoResult Run(string target, TimeProvider? time = null, double seconds = 60) =>
        Run(
            customers.Write(),
            new(target) { Budget = TimeSpan.FromSeconds(seconds), Threads = 2 },
            time ?? new Stepping(.5) // enough for some trials
        );

    private static AutoResult Run(string path, AutoTask task, TimeProvider time) =>
        AutoSearch.Run(path, task, new SilentRunLog(), time, TestContext.Current.CancellationToken);

    private string Counts(Func<int, string> label) => Metrics(Enumerable.Range(0, 400).Select(label))[0].Name;

    private IReadOnlyList<AutoMetric> Metrics(string classes) =>
        Metrics(Enumerable.Repeat(classes.Split(','), 30).SelectMany(c => c));

    private IReadOnlyList<AutoMetric> Metrics(IEnumerable<string> labels)
    {
        var path = customers.Write($"x,y\n{string.Join('\n', labels.Select((l, i) => $"{i % 9},{l}"))}\n");
        return AutoMetric.Of(AutoTarget.Of(Customers.Read(path), "y", [])!);
    }
}
