using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Tuning;

public sealed class TunedTrainerTests : IDisposable
{
    private static readonly TabularData Data = new(
        TabularTrainerContract.Rows(600, 1),
        TabularTrainerContract.Rows(300, 2)
    );

    private readonly TinyHome home = new();

    public void Dispose() => home.Dispose();

    // The start is a stump, which anything else beats.
    private static TunedTrainer<DecisionTree> Tuned(int trials = 12) =>
        new(
            new DecisionTree { Leaves = 2 },
            new()
            {
                { "leaves", new IntegerRange(2, 30), (tree, value) => tree with { Leaves = value } },
                { "rows", new IntegerRange(20, 60), (tree, value) => tree with { MinLeafRows = value } },
            },
            new LogLoss(),
            new ParzenSearch(trials)
        );

    private static double Loss(ITabularModel model, LabelledRows rows)
    {
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        return new LogLoss().Compute([
            .. scores.Select((s, i) => new Judged<double, double>(s, rows.Labels[i], $"{rows.Groups[i]}")),
        ]);
    }

    [Fact]
    public void The_best_on_the_validation_rows_is_kept_and_the_search_is_told()
    {
        var context = new Listening(1);
        var model = Tuned().Fit(Data, context);
        var search = Assert.Single(context.Searches);
        Assert.Equal(("tuned-decision-tree", 12), (search.Name, search.Trials.Count));
        Assert.Equal(search.Trials.Min(t => t.Value), search.Trials[search.Best].Value);
        Assert.Equal(search.Trials[search.Best].Value, Loss(model, Data.Validation), 1e-12);
        Assert.True(search.Trials[search.Best].Value < search.Trials[0].Value);
        Assert.Empty(search.Trials[0].Parameters);
        Assert.Equal(["leaves", "rows"], search.Importance.Select(p => p.Parameter).Order());
        // Fresh rows agree that it is better than where it started.
        var fresh = TabularTrainerContract.Rows(1000, 3);
        Assert.True(Loss(model, fresh) < Loss(new DecisionTree { Leaves = 2 }.Fit(Data, new(1)), fresh));
    }

    [Fact]
    public void In_a_run_it_is_reused_with_its_search_and_a_longer_search_goes_on_from_its_trials()
    {
        var run = home.NewRun();
        run.Fit("risk: tuned", Tuned(), Data);
        Assert.Equal("risk: tuned", Assert.Single(run.Searches).Name);
        var again = home.NewRun();
        again.Fit("risk: tuned", Tuned(), Data);
        Assert.True(Assert.Single(again.Steps).Reused);
        Assert.Equal(12, Assert.Single(again.Searches).Trials.Count);
        var longer = home.NewRun();
        longer.Fit("risk: tuned", Tuned(15), Data);
        Assert.True(longer.Steps.Count(s => s.Reused) >= 12);
        Assert.InRange(longer.Steps.Count(s => !s.Reused), 1, 4);
    }

    [Fact]
    public void The_key_of_the_step_holds_space_start_method_and_metric()
    {
        var text = System.Text.Json.JsonSerializer.Serialize(Tuned());
        Assert.Contains("leaves: whole, 2 to 30", text);
        Assert.Contains("\"Leaves\":2", text);
        Assert.Contains("ParzenSearch", text);
        Assert.Contains(new LogLoss().Name, text);
    }

    private sealed record Listening(int Seed) : TrainingContext(Seed)
    {
        public List<KnobSearchReport> Searches { get; } = [];

        public override void Tell(KnobSearchReport search) => Searches.Add(search);
    }
}
