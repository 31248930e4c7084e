using Ninefold.Models.Online;

namespace Ninefold.Tests.Models.Online;

public class SparseExamplesTests
{
    [Fact]
    public void Equal_categories_of_two_features_have_places_of_their_own()
    {
        int[] places = [.. Enumerable.Range(0, 1000).Select(i => SparseExamples.Place("city", $"{i}", 1 << 20))];
        Assert.InRange(places.Distinct().Count(), 995, 1000);
        Assert.All(places, place => Assert.InRange(place, 0, (1 << 20) - 1));
        Assert.Equal(places[7], SparseExamples.Place("city", "7", 1 << 20));
        Assert.NotEqual(places[7], SparseExamples.Place("street", "7", 1 << 20));
    }

    [Fact]
    public void An_example_is_its_part_of_the_arrays()
    {
        var examples = new SparseExamples(9, [0, 2, 2, 3], [4, 5, 6], [.1f, .2f, .3f], [1, 0, 1]);
        Assert.Equal([4, 5], examples.PlacesOf(0).ToArray());
        Assert.Empty(examples.ValuesOf(1).ToArray());
        Assert.Equal([.3f], examples.ValuesOf(2).ToArray());
    }
}
