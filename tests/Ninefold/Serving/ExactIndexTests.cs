using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class ExactIndexTests : VectorIndexContract
{
    protected override double LeastRecall => 1;

    protected override IVectorIndex Build(float[] vectors, int dimensions, VectorMetric metric, int seed) =>
        new ExactIndex(vectors, dimensions, new VectorIndexOptions { Metric = metric });

    protected override IVectorIndex Load(string path) => ExactIndex.Load(path);

    [Fact]
    public void A_batch_leaves_out_what_was_removed()
    {
        var index = Build(Vectors(5000, Dimensions, 1), Dimensions);
        for (var item = 0; item < 2000; item++)
            index.Remove(item);
        var queries = Vectors(3, Dimensions, 2);
        var results = new ScoredItem[3 * 3500];
        Assert.Equal(3000, index.SearchBatch(queries, results, 3500));
        for (var q = 0; q < 3; q++)
            Assert.Equal(
                Search(index, queries[(q * Dimensions)..((q + 1) * Dimensions)], 3500),
                results[(q * 3500)..((q * 3500) + 3000)]
            );
    }
}

public class CodedExactIndexTests : VectorIndexContract
{
    protected override double LeastRecall => .99;

    protected override IVectorIndex Build(float[] vectors, int dimensions, VectorMetric metric, int seed) =>
        new ExactIndex(
            vectors,
            dimensions,
            new VectorIndexOptions { Metric = metric, Coding = VectorCoding.EightBits }
        );

    protected override IVectorIndex Load(string path) => ExactIndex.Load(path);
}
