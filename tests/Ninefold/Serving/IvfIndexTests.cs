using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class IvfIndexTests : VectorIndexContract
{
    protected override IVectorIndex Build(float[] vectors, int dimensions, VectorMetric metric, int seed) =>
        new IvfIndex(vectors, dimensions, Options with { Metric = metric, Seed = seed });

    protected override IVectorIndex Load(string path) => IvfIndex.Load(path);

    protected virtual IvfOptions Options => new() { Clusters = 64, Width = 32 };

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        var options = new IvfOptions
        {
            Clusters = -1,
            Products = -2,
            ProductBits = 5,
            Reranked = 0,
            Width = 0,
            Coding = (VectorCoding)9,
            Metric = (VectorMetric)9,
        };
        var message = Assert.Throws<ArgumentException>(() => new IvfIndex(3, options)).Message;
        foreach (var name in new[] { "Clusters", "Products", "ProductBits", "Reranked", "Width", "Coding", "Metric" })
            Assert.Contains($"{name} must", message);
    }
}

public class CodedIvfIndexTests : IvfIndexTests
{
    protected override IvfOptions Options => base.Options with { Coding = VectorCoding.FourBits };
}

public class FastScanIvfIndexTests : IvfIndexTests
{
    protected override IvfOptions Options => base.Options with { Products = 12 };

    [Fact]
    public void Codes_are_less_than_what_full_vectors_take()
    {
        var vectors = Vectors(8000, 128, 1);
        double Bytes(int products) =>
            new IvfIndex(vectors, 128, new IvfOptions { Clusters = 64, Products = products }).BytesPerVector;
        Assert.InRange(Bytes(64) - Bytes(0), 32, 48);
    }
}

public class BytesIvfIndexTests : IvfIndexTests
{
    protected override IvfOptions Options => base.Options with { Products = 7, ProductBits = 8 };
}
