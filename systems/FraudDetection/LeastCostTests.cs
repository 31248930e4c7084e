using CsCheck;
using Ninefold.Data.Storage;
using Ninefold.Models;

namespace Ninefold.Systems.FraudDetection;

public sealed class LeastCostTests
{
    private static readonly FraudCosts Costs = new();

    private static readonly Gen<JudgedRisks> Some = Gen.Select(
            Gen.Int[0, 100].Select(p => p / 100.0),
            Gen.Int[0, 30].Select(a => a * 10.0),
            Gen.Bool
        )
        .Array[1, 40]
        .Select(rows => new JudgedRisks(
            [.. rows.Select(r => r.Item1)],
            [.. rows.Select(r => r.Item2)],
            [.. rows.Select(r => r.Item3)]
        ));

    [Fact]
    public void No_other_thresholds_would_have_cost_less() =>
        Some.Sample(
            data =>
            {
                var least = CostOf(Fit(data), data);
                var money = data.Risks.Zip(data.Amounts, (risk, amount) => risk * amount).Append(double.MaxValue);
                foreach (var atRisk in money)
                    for (var blockFrom = .01; blockFrom < 1.02; blockFrom += .01)
                        Assert.True(least <= CostOf(new(atRisk, blockFrom, Costs), data) + 1e-9);
            },
            iter: 100
        );

    [Fact]
    public void True_probabilities_lead_near_the_thresholds_at_which_expected_costs_cross()
    {
        var random = new Random(1);
        var risks = Enumerable.Range(0, 100_000).Select(_ => random.NextDouble()).ToArray();
        var amounts = risks.Select(_ => 100.0).ToArray();
        var found = Fit(new(risks, amounts, [.. risks.Select(risk => random.NextDouble() < risk)]));
        var expected = CostDecision.Expected(Costs, 100);
        Assert.InRange(found.MoneyAtRisk, expected.MoneyAtRisk - 1.5, expected.MoneyAtRisk + 1.5);
        Assert.InRange(found.BlockFrom, expected.BlockFrom - .05, expected.BlockFrom + .05);
    }

    [Fact]
    public void Where_nothing_is_to_be_saved_everything_goes_through()
    {
        var decision = Fit(new([.9, .5, 0], [100, 20, 0], [false, false, false]));
        Assert.Equal(
            [PaymentAction.Allow, PaymentAction.Allow, PaymentAction.Allow],
            [decision.For(.9, 100), decision.For(.5, 20), decision.For(0, 0)]
        );
    }

    [Fact]
    public void Columns_must_have_one_length() =>
        Assert.Contains(
            "Got 1, 2 and 0 instead",
            Assert.Throws<ArgumentException>(() => Fit(new([.5], [1, 2], []))).Message
        );

    [Fact]
    public void A_decision_is_kept_as_it_is()
    {
        var decision = Fit(new([.9, .5, .1], [100, 20, 10], [true, false, false]));
        Assert.Equal(decision, PartSerializer.Read<CostDecision>(PartSerializer.Write(decision)));
    }

    private static CostDecision Fit(JudgedRisks data) => new LeastCost().Fit(data, new TrainingContext(Seed: 0));

    private static double CostOf(CostDecision decision, JudgedRisks data) =>
        Enumerable
            .Range(0, data.Risks.Length)
            .Sum(i => Costs.Of(decision.For(data.Risks[i], data.Amounts[i]), data.Amounts[i], data.Frauds[i] ? 1 : 0));
}
