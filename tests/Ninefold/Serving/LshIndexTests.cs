using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class LshIndexTests : VectorIndexContract
{
    protected override IVectorIndex Build(float[] vectors, int dimensions, VectorMetric metric, int seed) =>
        new LshIndex(
            vectors,
            dimensions,
            new LshOptions
            {
                Metric = metric,
                Seed = seed,
                Tables = 8,
                Bits = 7,
                Width = 200,
            }
        );

    protected override IVectorIndex Load(string path) => LshIndex.Load(path);

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var message = Assert.Throws<ArgumentException>(() => new LshIndex(3, new() { Tables = 0, Bits = 21 })).Message;
        Assert.Contains("Tables must be 1 to 256, got 0. Bits must be 1 to 20, got 21.", message);
    }
}
