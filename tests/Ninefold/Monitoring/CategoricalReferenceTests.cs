using System.Text.Json;
using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class CategoricalReferenceTests
{
    [Fact]
    public void The_frequent_have_a_bin_and_the_others_share_the_last()
    {
        var reference = CategoricalReference.Fit(
            "country",
            ["de", "fr", "de", "it", null, "fr", "at"],
            bins: 2,
            known: 3
        );
        Assert.Equal(["de", "fr"], reference.Categories);
        Assert.Equal(["at"], reference.Rare);
        Assert.Equal([2, 2, 2], reference.Counts);
        Assert.Equal(1 / 7.0, reference.MissingShare);
    }

    [Fact]
    public void Survives_json_as_a_reference()
    {
        ReferenceDistribution reference = CategoricalReference.Fit("country", ["de", "fr", "de"]);
        var json = JsonSerializer.Serialize(reference);
        var back = Assert.IsType<CategoricalReference>(JsonSerializer.Deserialize<ReferenceDistribution>(json));
        Assert.Equal(["de", "fr"], back.Categories);
        Assert.Equal([2, 1, 0], back.Counts);
    }

    [Fact]
    public void Refuses_what_has_no_distribution() =>
        Assert.Throws<ArgumentException>(() => CategoricalReference.Fit("country", [null]));
}
