using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Monitoring;

namespace Ninefold.Tests;

public sealed class ReferenceProfileTests
{
    private static readonly FeatureSchema Schema = new(["a", "b"], [false, false]);

    [Fact]
    public void It_holds_the_distribution_of_each_column_and_watched_value()
    {
        var collector = new ReferenceCollector();
        collector.See(Schema, [1, 10, 2, float.NaN]);
        collector.See(Schema, [3, 30]);
        collector.See(new Dictionary<string, double> { ["mood"] = 5 });
        var profile = collector.Profile();
        Assert.Equal(["a", "b", "mood"], profile.Distributions.Select(d => d.Feature));
        var (a, b) = ((NumericReference)profile.Distributions[0], (NumericReference)profile.Distributions[1]);
        Assert.Equal((1, 3, 0, 3), (a.Minimum, a.Maximum, a.Missing, a.Present));
        Assert.Equal((10, 30, 1, 2), (b.Minimum, b.Maximum, b.Missing, b.Present));
        var bytes = PartSerializer.Write(profile);
        Assert.Equal(bytes, PartSerializer.Write(PartSerializer.Read<ReferenceProfile>(bytes)));
    }

    [Fact]
    public void What_was_never_known_has_no_distribution_and_what_is_infinite_is_missing()
    {
        var collector = new ReferenceCollector();
        collector.See(Schema, [float.NaN, 1]);
        collector.See(new Dictionary<string, double> { ["b"] = double.PositiveInfinity });
        var only = collector.Profile().Distributions.Single();
        Assert.Equal(("b", 1, 1), (only.Feature, only.Missing, only.Present));
        Assert.Empty(new ReferenceCollector().Profile().Distributions);
    }

    [Fact]
    public void Memory_is_bounded()
    {
        var collector = new ReferenceCollector();
        for (var i = 0; i < 30; i++)
            collector.See(Schema, new float[10_000]);
        Assert.Equal([100_000, 100_000], collector.Profile().Distributions.Select(d => d.Present));
    }
}
