using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Inspection;

namespace Ninefold.Tests.Models.Inspection;

public sealed class ItemCounterfactualsTests
{
    private readonly record struct Loan(double Income, double Debt);

    // What the model sees depends on both at once: a change of a column alone would make loans that cannot be.
    private static readonly FeatureSet<Loan> Loans = new("loan")
    {
        { "income", l => l.Income },
        { "debt_to_income", l => l.Debt / l.Income },
    };

    private static readonly Learned<FeatureScorer> Risk = new(
        "risk",
        "formula",
        new(Loans.Fit(Loans.Table([new(10, 5), new(20, 5)], [0, 1])), new FormulaModel(2, x => x[1]))
    );

    private readonly List<float> seen = [];

    private Call NewCall() =>
        new(
            new CallOptions(TinyData.At(0), 1, new FeatureStore(), [Loans]) { Sink = (_, rows) => seen.AddRange(rows) }
        );

    private static Lever<Loan> Debt(float now) => new(new("debt", 0, now), now, (l, debt) => l with { Debt = debt });

    private static Lever<Loan> Income(float most) =>
        new(new("income", 10, most), 10, (l, income) => l with { Income = Math.Round(income) });

    [Fact]
    public void What_depends_on_a_change_is_made_anew()
    {
        var found = NewCall().Counterfactual(Risk, new Loan(10, 8), (_, ratio) => 100 * ratio, 50, Debt(8));
        Assert.True(found.Found);
        Assert.Equal(80, found.Before, 1e-4);
        Assert.Equal(5, found.Changes.Single().To, 1e-3);
        Assert.True(found.After < 50);
        Assert.Empty(seen);
    }

    [Fact]
    public void What_really_can_be_had_is_what_is_judged()
    {
        var found = NewCall().Counterfactual(Risk, new Loan(10, 8), (_, ratio) => ratio, .5, Income(100));
        Assert.True(found.Found);
        Assert.Equal(17, Math.Round(found.Changes.Single().To)); // of 16 the ratio is one half, not below
    }

    [Fact]
    public void What_is_judged_may_read_the_item_and_bounds_may_leave_no_way()
    {
        var byAmount = NewCall().Counterfactual(Risk, new Loan(10, 8), (loan, _) => loan.Debt, 3, Income(100), Debt(8));
        Assert.Equal("debt", Assert.Single(byAmount.Changes).Column);
        Assert.False(NewCall().Counterfactual(Risk, new Loan(10, 8), (_, r) => r, .5, Income(12)).Found);
    }
}
