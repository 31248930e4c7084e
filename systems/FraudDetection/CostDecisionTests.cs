using CsCheck;

namespace Ninefold.Systems.FraudDetection;

public sealed class CostDecisionTests
{
    private static readonly CostDecision Some = new(MoneyAtRisk: 5, BlockFrom: .8, new());

    [Theory]
    [InlineData(.04, 100, PaymentAction.Allow)]
    [InlineData(.05, 100, PaymentAction.StepUp)]
    [InlineData(.79, 100, PaymentAction.StepUp)]
    [InlineData(.80, 100, PaymentAction.Block)]
    [InlineData(.99, 5, PaymentAction.Allow)] // almost surely a fraud, but not worth a call
    [InlineData(0, 10_000_000, PaymentAction.Allow)]
    public void Little_money_goes_through_and_the_rest_by_its_risk(double risk, double amount, PaymentAction action) =>
        Assert.Equal(action, Some.For(risk, amount));

    [Fact]
    public void The_reason_names_what_was_compared()
    {
        Assert.Contains("is less than 5.00", Some.Reason(.01, 100));
        Assert.Contains("10.00 at risk", Some.Reason(.1, 100));
        Assert.Contains("is at least 5.00", Some.Reason(.1, 100));
        Assert.Contains("from which payments are blocked", Some.Reason(.9, 100));
    }

    [Fact]
    public void Where_risks_are_probabilities_the_action_of_least_expected_cost_is_taken() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[50, 500])
            .Sample(
                (risk, amount) =>
                {
                    var costs = new FraudCosts();
                    var decision = CostDecision.Expected(costs, amount);
                    var least = Enum.GetValues<PaymentAction>().Min(action => costs.Of(action, amount, risk));
                    Assert.Equal(least, costs.Of(decision.For(risk, amount), amount, risk), 9);
                }
            );
}
