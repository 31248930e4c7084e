using System.Text.Json;
using Ninefold.Metrics;

namespace Ninefold.Systems.FraudDetection;

public sealed class FraudMetricsTests
{
    private static readonly FraudCosts Costs = new(HonestBlocked: 40, StepUp: 2, FraudConfirmed: .1);

    private static readonly Judged<Verdict, FraudOutcome>[] Some =
    [
        Of(PaymentAction.Block, .9, true, 100), // 0
        Of(PaymentAction.Block, .8, false, 30), // 40
        Of(PaymentAction.StepUp, .7, true, 50), // 2 + 5
        Of(PaymentAction.StepUp, .6, false, 30), // 2
        Of(PaymentAction.Allow, .1, true, 20), // 20
        Of(PaymentAction.Allow, .2, false, 10), // 0
        Of(PaymentAction.Allow, .3, false, 10), // 0
    ];

    [Fact]
    public void Actions_are_judged_by_whom_they_hit_and_what_they_cost()
    {
        var values = FraudMetrics.Actions(Costs).ToDictionary(m => m.Name, m => m.Compute(Some));
        Assert.Equal(.25, values["honest_blocked"]);
        Assert.Equal(.25, values["honest_stepped_up"]);
        Assert.Equal(1 / 3.0, values["fraud_allowed"], 12);
        Assert.Equal((40 + 7 + 2 + 20) / 7.0, values["cost_per_payment"], 12);
        Assert.All(FraudMetrics.Actions(Costs), m => Assert.False(m.HigherIsBetter));
    }

    [Fact]
    public void A_weight_counts_a_payment_again_and_none_that_counts_is_undefined()
    {
        var blocked = FraudMetrics.Actions(Costs).Single(m => m.Name == "honest_blocked");
        Assert.Equal(.5, blocked.Prepare(Some)([1, 3, 1, 1, 1, 1, 1]));
        Assert.Throws<MetricUndefinedException>(() => blocked.Compute([Some[0]]));
        Assert.Throws<MetricUndefinedException>(() => blocked.Compute([]));
    }

    [Fact]
    public void Risks_are_judged_as_scores()
    {
        var values = FraudMetrics.Ranking.ToDictionary(m => m.Name, m => m.Compute(Some));
        Assert.Equal((1 + 2 / 3.0 + 3 / 7.0) / 3, values["average_precision"], 12);
        Assert.Equal(7 / 12.0, values["roc_auc"], 12);
        Assert.Equal(.03, values["card_precision@100"], 12);
    }

    [Fact]
    public void All_that_the_problem_requires_is_measured()
    {
        var measured = FraudMetrics
            .Ranking.Concat(FraudMetrics.Risks)
            .Concat(FraudMetrics.Actions(Costs))
            .Select(m => m.Name)
            .ToList();
        Assert.All(
            FraudProblem.Statement.Requirements.Where(r => !r.IsSpeed),
            requirement => Assert.Contains(requirement.Metric, measured)
        );
        Assert.Contains(FraudProblem.Statement.Costs!.HitMetric, measured);
    }

    [Fact]
    public void The_architecture_links_what_it_has()
    {
        var names = FraudProblem.Around.Nodes.Select(n => n.Name).ToList();
        Assert.Equal(
            names.Order(),
            FraudProblem.Around.Links.SelectMany(l => new[] { l.From, l.To }).Distinct().Order()
        );
    }

    [Theory]
    [InlineData(PaymentAction.Allow, "allow")]
    [InlineData(PaymentAction.StepUp, "step_up")]
    [InlineData(PaymentAction.Block, "block")]
    public void An_action_is_written_in_lower_case(PaymentAction action, string text) =>
        Assert.Equal(
            $$"""{"action":"{{text}}","risk":0.5,"reasons":["new terminal"]}""",
            JsonSerializer.Serialize(new Verdict(action, .5, ["new terminal"]), SystemEngine.Json)
        );

    private static Judged<Verdict, FraudOutcome> Of(PaymentAction action, double risk, bool fraud, double amount) =>
        new(new(action, risk, []), new(fraud, 1, $"{risk}", amount), $"{risk}");
}
