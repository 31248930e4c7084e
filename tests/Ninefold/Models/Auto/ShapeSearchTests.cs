using Microsoft.Extensions.Time.Testing;
using Ninefold.Data.Splitting;
using Ninefold.Models.Auto;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;

namespace Ninefold.Tests.Models.Auto;

public sealed class ShapeSearchTests : IDisposable
{
    // Few rounds: what is searched is not what is tested.
    private static readonly BoostedTrees Start = new() { Rounds = 20, Leaves = 8 };

    private readonly Customers customers = new();

    public void Dispose() => customers.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("household")]
    public void With_much_time_a_trial_is_judged_by_folds_of_the_training_rows(string? group)
    {
        var plan = customers.Plan("left", group: group);
        var data = Encoded(plan);
        var report = Search(plan, data, seconds: .65);
        IReadOnlyList<Fold> folds = group is null
            ? [.. Enumerable.Range(5, 5).Select(tenth => new Fold(Rows(0, tenth), Rows(tenth, tenth + 1)))]
            : Folds.Grouped(data.Train.Groups, 5, seed: 42);
        var expected = folds.Average(fold =>
            Value(plan, new(data.Train.Take(fold.Train), data.Train.Take(fold.Test)), Start)
        );
        Assert.Equal(expected, report!.Trials[0].Value, 1e-12);
        Assert.Equal(report.Trials.Max(t => t.Value), report.Best.Value);
        Assert.Equal(26, report.Trials.Count);

        int[] Rows(int from, int to) =>
            [.. Enumerable.Range(data.Train.Count * from / 10, data.Train.Count * (to - from) / 10)];
    }

    [Fact]
    public void With_less_it_is_judged_on_the_validation_rows()
    {
        var plan = customers.Plan("left");
        var data = Encoded(plan);
        var search = Of(plan, data);
        var report = search.Run(Start, seconds: 2);
        Assert.Equal(Value(plan, data, Start), report!.Trials[0].Value, 1e-12);
        Assert.All(report.Trials, t => Assert.Equal(1, t.Budget));
        // The best need not be fitted again.
        var (trainer, model, _) = search.Whole!.Value;
        Assert.Equal(report.Best.Trainer, trainer);
        var metric = AutoMetric.Of(plan.Target)[0];
        Assert.Equal(
            report.Best.Value,
            metric.ValueOf(AutoMetric.Judge(model, data.Validation, TargetKind.Binary)),
            1e-12
        );
    }

    [Fact]
    public void With_little_the_best_of_small_shares_go_on_with_more()
    {
        var plan = customers.Plan("left");
        var report = Search(plan, Encoded(plan), seconds: 15);
        Assert.Equal(
            [(1.0 / 9, 9), (1.0 / 3, 3), (1, 1)],
            report!.Trials.CountBy(t => t.Budget).Select(t => (t.Key, t.Value))
        );
        Assert.Equal(1, report.Best.Budget);
    }

    [Fact]
    public void Without_any_there_is_no_search()
    {
        var plan = customers.Plan("left");
        Assert.Null(Search(plan, Encoded(plan), seconds: 60));
    }

    // The first fit is said to have taken so long; the search has 85 s.
    private static SearchReport<BoostedTrees>? Search(AutoPlan plan, TabularData data, double seconds) =>
        Of(plan, data).Run(Start, seconds);

    private static ShapeSearch Of(AutoPlan plan, TabularData data)
    {
        var time = new FakeTimeProvider(); // stands still: the machine's speed changes nothing
        var budget = new TimeBudget(time, TimeSpan.FromSeconds(100), TestContext.Current.CancellationToken);
        return new(plan, data, budget, AutoMetric.Of(plan.Target)[0], time);
    }

    private static double Value(AutoPlan plan, TabularData data, BoostedTrees shape) =>
        AutoMetric
            .Of(plan.Target)[0]
            .ValueOf(AutoMetric.Judge(shape.Fit(data, new(42)), data.Validation, TargetKind.Binary));

    private static TabularData Encoded(AutoPlan plan)
    {
        var set = plan.FeatureSet();
        var train = plan.Rows(set, plan.Split.Parts.Train);
        var fitted = set.Fit(train);
        return new(fitted.Encode(train), fitted.Encode(plan.Rows(set, plan.Split.Parts.Validation)));
    }
}
