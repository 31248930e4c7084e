using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Tests.Data.Verification;

public class DistributionVerificationTests
{
    [Fact]
    public void The_same_distribution_passes_and_a_shifted_one_does_not()
    {
        var accepted = TableProfile.Of(Table(seed: 1, mean: 0, phoneShare: .3));
        Assert.True(DistributionVerification.Compare(accepted, Table(seed: 2, mean: 0, phoneShare: .3)).Passed);
        var shifted = DistributionVerification.Compare(accepted, Table(seed: 2, mean: 1, phoneShare: .3));
        Assert.Equal("t: amount, stability index", Assert.Single(shifted.Checks, c => !c.Passed).What);
        var other = DistributionVerification.Compare(accepted, Table(seed: 2, mean: 0, phoneShare: .7));
        Assert.Equal("t: device, stability index", Assert.Single(other.Checks, c => !c.Passed).What);
    }

    [Fact]
    public void The_index_is_that_of_the_formula()
    {
        var old = TableProfile.Of(new("t", [TextColumn.From("c", ["a", "a", "a", "b"])]));
        var check = DistributionVerification
            .Compare(old, new("t", [TextColumn.From("c", ["a", "b", "b", "b"])]))
            .Checks[1];
        Assert.Equal($"{(.25 - .75) * Math.Log(.25 / .75) + (.75 - .25) * Math.Log(.75 / .25):F3}", check.Found);
    }

    [Fact]
    public void Far_fewer_rows_do_not_pass()
    {
        var accepted = TableProfile.Of(new("t", [new NumberColumn("n", [1, 2, 3, 4, 5])]));
        var report = DistributionVerification.Compare(accepted, new("t", [new NumberColumn("n", [1, 5])]));
        Assert.Contains("2", Assert.Single(report.Checks, c => !c.Passed && c.What.Contains("rows")).Found);
    }

    private static Table Table(int seed, double mean, double phoneShare)
    {
        var random = new Random(seed);
        var amounts = Enumerable
            .Range(0, 5000)
            .Select(_ =>
                mean + Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble())
            )
            .ToList();
        var devices = amounts.Select(_ => random.NextDouble() < phoneShare ? "phone" : "tv").ToList();
        return new("t", [new NumberColumn("amount", amounts), TextColumn.From("device", devices)]);
    }
}
