using System.Text.Json;
using CsCheck;
using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public class RareClassesTests
{
    private static readonly string?[] Values = ["a", "a", "a", "b", "b", "c", null, "a", "other", "other", "other"];

    [Fact]
    public void Rare_and_unseen_classes_become_one_and_missing_values_stay()
    {
        var merged = new RareClasses(MinimumCount: 2).Fit(Values);
        Assert.Equal(["a", "b"], merged.Kept);
        Assert.Equal(
            ["a", "b", "other", "other", null, "other"],
            new[] { "a", "b", "c", "new", null, "other" }.Select(merged.Of)
        );
    }

    [Fact]
    public void A_share_is_one_of_the_known_values()
    {
        Assert.Equal(["a", "b"], new RareClasses(1, .2).Fit(Values).Kept);
        Assert.Equal(["a"], new RareClasses(1, .201).Fit(Values).Kept);
    }

    [Fact]
    public void Every_class_that_stays_is_frequent_enough_and_no_value_is_lost() =>
        Gen.Select(Gen.Int[0, 9].Select(i => $"{i}").Array[1, 60], Gen.Int[1, 8])
            .Sample(
                (values, least) =>
                {
                    var merged = new RareClasses(least).Fit(values);
                    var counts = values.CountBy(v => v).ToDictionary();
                    Assert.Equal(
                        values.Select(v => counts[v] >= least ? v : "other"),
                        values.Select(v => merged.Of(v)!)
                    );
                }
            );

    [Fact]
    public void What_was_learned_can_be_saved()
    {
        var merged = new RareClasses(2, Other: "rest").Fit(Values);
        var loaded = JsonSerializer.Deserialize<MergedClasses>(JsonSerializer.Serialize(merged))!;
        Assert.Equal(["a", "rest"], new[] { "a", "c" }.Select(loaded.Of));
    }

    [Fact]
    public void Bounds_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new RareClasses(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RareClasses(1, 1.1));
    }
}
