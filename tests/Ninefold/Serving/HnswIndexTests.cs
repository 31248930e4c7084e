using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class HnswIndexTests : VectorIndexContract
{
    private static readonly HnswOptions Small = new(BuildWidth: 60, Width: 48, Metric: VectorMetric.Euclidean);

    protected virtual VectorCoding Coding => VectorCoding.Full;

    protected override IVectorIndex Build(float[] vectors, int dimensions, VectorMetric metric, int seed) =>
        new HnswIndex(vectors, dimensions, Small with { Metric = metric, Seed = seed, Coding = Coding });

    protected override IVectorIndex Load(string path) => HnswIndex.Load(path);

    [Fact]
    public void The_plan_follows_the_filter()
    {
        var index = new HnswIndex(Vectors(6000, Dimensions, 3), Dimensions, Small with { Coding = Coding });
        var all = Plan(index, 10, default);
        Assert.Equal(index.Width, all.Followed);
        Assert.True(all.Kept >= all.Followed);
        Assert.Equal(default, Plan(index, 10, new ItemFilter(i => i % 1000 == 0)));
        var most = Plan(index, 10, new ItemFilter(i => i % 100 != 0));
        Assert.InRange(most.Followed, all.Followed, all.Followed * 1.1);
        Assert.InRange(most.Kept, all.Kept, all.Kept * 1.1);
    }

    [Fact]
    public void Equal_vectors_come_in_order()
    {
        var (others, equal) = (Vectors(3000, Dimensions, 8), Vectors(1, Dimensions, 9));
        var index = Build(
            [.. Enumerable.Repeat(equal, 5000).SelectMany(v => v), .. others],
            Dimensions,
            VectorMetric.Euclidean,
            seed: 0
        );
        Assert.Equal(Enumerable.Range(0, 20), Search(index, equal, 20).Select(r => r.Item));
        index.Remove(0);
        Assert.Equal(Enumerable.Range(1, 20), Search(index, equal, 20).Select(r => r.Item));
    }

    [Fact]
    public void Compacting_gives_back_what_was_removed()
    {
        var index = new HnswIndex(Vectors(3000, Dimensions, 5), Dimensions, Small with { Coding = Coding });
        for (var item = 0; item < 3000; item += 2)
            index.Remove(item);
        var compacted = index.Compacted();
        Assert.Equal((1500, 1500), (compacted.Count, compacted.Graph.Slots));
        Assert.InRange(compacted.Evaluate(Vectors(50, Dimensions, 7), 10), LeastRecall, 1);
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var options = new HnswOptions(1, 0, 0, double.NaN, (VectorMetric)9, 0, (VectorCoding)9);
        var message = Assert.Throws<ArgumentException>(() => new HnswIndex(3, options)).Message;
        foreach (var name in new[] { "Links", "BuildWidth", "Width", "Relaxation", "Metric", "Coding" })
            Assert.Contains($"{name} must", message);
    }

    private static HnswPlan Plan(HnswIndex index, int wanted, ItemFilter filter) =>
        new HnswQuery(index.Graph, index.Count, index.Metric, index.Width).Plan(wanted, filter);
}

public class EightBitHnswIndexTests : HnswIndexTests
{
    protected override VectorCoding Coding => VectorCoding.EightBits;
}

public class FourBitHnswIndexTests : HnswIndexTests
{
    protected override VectorCoding Coding => VectorCoding.FourBits;
}
