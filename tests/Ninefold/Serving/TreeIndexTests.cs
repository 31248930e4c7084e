using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class TreeIndexTests : VectorIndexContract
{
    protected override IVectorIndex Build(float[] vectors, int dimensions, VectorMetric metric, int seed) =>
        new TreeIndex(
            vectors,
            dimensions,
            new TreeOptions
            {
                Metric = metric,
                Seed = seed,
                Trees = 10,
                Width = 200,
                Coding = VectorCoding.EightBits,
            }
        );

    protected override IVectorIndex Load(string path) => TreeIndex.Load(path);

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var message = Assert
            .Throws<ArgumentException>(() => new TreeIndex(3, new() { Trees = 0, LeafSize = 0 }))
            .Message;
        Assert.Contains("Trees must be 1 to 256, got 0. LeafSize must be at least 1, got 0.", message);
    }
}
