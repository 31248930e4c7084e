using CsCheck;
using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class ExactIndexTests : VectorIndexContract
{
    protected override IVectorIndex Build(float[] vectors, int dimensions) => new ExactIndex(vectors, dimensions);

    [Fact]
    public void A_batch_answers_as_its_queries_do_alone() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 6], Gen.Int[0, 40])
            .Sample(
                t =>
                {
                    var (count, queries, each) = t;
                    const int dimensions = 48;
                    var index = new ExactIndex(Vectors(count, dimensions, count), dimensions);
                    var batch = Vectors(queries, dimensions, queries);
                    var results = new ScoredItem[queries * each];
                    var written = index.SearchBatch(batch, results, each);
                    Assert.Equal(Math.Min(each, count), written);
                    for (var q = 0; q < queries; q++)
                        Assert.Equal(
                            Search(index, batch[(q * dimensions)..((q + 1) * dimensions)], each),
                            results[(q * each)..((q * each) + written)]
                        );
                },
                iter: 40
            );

    [Fact]
    public void A_search_allocates_nothing()
    {
        var index = new ExactIndex(Vectors(2000, 32, seed: 1), 32);
        var query = Vectors(1, 32, seed: 2);
        var results = new ScoredItem[50];
        index.Search(query, results);
        var before = GC.GetAllocatedBytesForCurrentThread();
        index.Search(query, results);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Values_that_do_not_fill_whole_vectors_are_refused()
    {
        Assert.Contains(
            "7 values cannot be cut into vectors of 3",
            Assert.Throws<ArgumentException>(() => new ExactIndex(new float[7], 3)).Message
        );
        Assert.Contains(
            "2 × 5",
            Assert
                .Throws<ArgumentException>(() =>
                    new ExactIndex(new float[9], 3).SearchBatch(new float[6], new ScoredItem[9], 5)
                )
                .Message
        );
    }
}
