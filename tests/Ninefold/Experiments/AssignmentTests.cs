using CsCheck;
using Ninefold.Experiments;

namespace Ninefold.Tests.Experiments;

public sealed class AssignmentTests
{
    private static readonly string[] Units = [.. Enumerable.Range(0, 20_000).Select(i => $"user-{i}")];

    [Fact]
    public void Hundred_arms_get_equally_many_units()
    {
        var assignment = new Assignment("s", [.. Enumerable.Range(0, 100).Select(i => new Arm($"{i}", .01))]);
        var counts = assignment.Arms.ToDictionary(a => a.Name, _ => 0L);
        foreach (var unit in Units)
            counts[assignment.Of(unit)]++;
        Assert.False(SampleRatio.Check(assignment.Arms, counts).IsMismatch);
    }

    [Fact]
    public void Two_salts_are_independent()
    {
        var (first, second) = (Half("first"), Half("second"));
        var counts = Units.CountBy(u => first.Of(u) + second.Of(u)).ToDictionary(c => c.Key, c => (long)c.Value);
        Assert.Equal(4, counts.Count);
        Arm[] cells = [new("AA", .25), new("AB", .25), new("BA", .25), new("BB", .25)];
        Assert.False(SampleRatio.Check(cells, counts).IsMismatch);

        static Assignment Half(string salt) => new(salt, new Arm("A", .5), new("B", .5));
    }

    [Fact]
    public void The_hash_never_changes_or_running_experiments_would_break()
    {
        var assignment = new Assignment("ranking-2026", new Arm("champion", .9), new("challenger", .1));
        Assert.Equal(1961, Units.Count(u => assignment.Of(u) == "challenger")); // python3-xxhash
        Assert.Equal("champion", assignment.Of(""));
        Assert.Equal(assignment.Of(new string('é', 5000)), assignment.Of(new string('é', 5000)));
    }

    [Fact]
    public void Who_is_in_treatment_stays_when_it_grows()
    {
        var small = new Assignment("s", new Arm("champion", .95), new("challenger", .05));
        var large = new Assignment("s", new Arm("champion", .5), new("challenger", .5));
        Assert.All(Units.Where(u => small.Of(u) == "challenger"), u => Assert.Equal("challenger", large.Of(u)));
    }

    [Fact]
    public void An_arm_added_at_the_end_takes_from_the_control_alone()
    {
        var two = new Assignment("s", new Arm("control", .8), new("a", .2));
        var three = new Assignment("s", new Arm("control", .5), new("a", .2), new("b", .3));
        Assert.All(Units.Where(u => two.Of(u) != three.Of(u)), u => Assert.Equal("control", two.Of(u)));
        Assert.All(Units.Where(u => two.Of(u) != three.Of(u)), u => Assert.Equal("b", three.Of(u)));
    }

    [Fact]
    public void A_ramp_moves_units_only_from_arms_that_shrink_to_arms_that_grow()
    {
        var shares = Gen.Int[0, 50].Array[4].Where(weights => weights.Sum() > 0).Select(Shares);
        Gen.Select(shares, shares, shares)
            .Sample(
                (first, second, third) =>
                {
                    var before = new Assignment("s", first).Ramp(second);
                    var after = before.Ramp(third);
                    var moved = 0;
                    foreach (var unit in Units.AsSpan(0, 2000))
                    {
                        var (from, to) = (before.Of(unit), after.Of(unit));
                        if (from == to)
                            continue;
                        moved++;
                        Assert.True(Share(third, from) < Share(second, from) && Share(third, to) > Share(second, to));
                    }
                    var least = second.Zip(third, (b, a) => Math.Max(0, b.Share - a.Share)).Sum();
                    Assert.InRange(moved / 2000.0, least - .06, least + .06);
                },
                iter: 100
            );

        static Arm[] Shares(int[] weights) => [.. weights.Select((w, i) => new Arm($"{i}", (double)w / weights.Sum()))];
        static double Share(Arm[] arms, string name) => arms.Single(a => a.Name == name).Share;
    }

    [Fact]
    public void An_arm_of_share_zero_gets_nobody_whatever_rounding_leaves()
    {
        var thirds = new Assignment("s", new("control", 0), new("a", 1 / 3.0), new("b", 1 / 3.0), new("c", 1 / 3.0));
        Assert.DoesNotContain("control", Units.Select(thirds.Of));
    }

    [Fact]
    public void All_that_is_wrong_is_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new Assignment("", new Arm("a", .7), new("a", -.2)));
        Assert.Contains("salt", error.Message);
        Assert.Contains("'a' 2 times", error.Message);
        Assert.Contains("-0.2", error.Message);
        Assert.Contains("sum to 1", error.Message);
        var running = new Assignment("s", new Arm("control", .5), new("a", .5));
        Assert.Contains("[control, a]", Assert.Throws<ArgumentException>(() => running.Ramp(new Arm("a", 1))).Message);
    }
}
