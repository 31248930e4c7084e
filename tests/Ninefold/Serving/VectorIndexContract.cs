using CsCheck;
using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

/// <summary>What every vector index promises. An index's tests derive from this and say how to build one.</summary>
public abstract class VectorIndexContract
{
    protected abstract IVectorIndex Build(float[] vectors, int dimensions);

    /// <summary>The share of the true best that a search must find on random data; 1 for an exact index.</summary>
    protected virtual double LeastRecall => 1;

    [Fact]
    public void The_best_are_found_in_order_with_their_inner_products() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[1, 40], Gen.Int[1, 30], Gen.Int[0, 1000])
            .Sample(
                t =>
                {
                    var (count, dimensions, wanted, seed) = t;
                    var vectors = Vectors(count, dimensions, seed);
                    var query = Vectors(1, dimensions, seed + 1);
                    var index = Build(vectors, dimensions);
                    Assert.Equal((count, dimensions), (index.Count, index.Dimensions));
                    var found = Search(index, query, wanted);
                    var truth = BruteForce(vectors, query, wanted);
                    Assert.Equal(truth.Count, found.Length);
                    Assert.Equal(found.Length, found.DistinctBy(f => f.Item).Count());
                    Assert.Equal(found.OrderByDescending(f => f.Score).ThenBy(f => f.Item), found);
                    foreach (var item in found)
                        Assert.Equal(Dot(vectors, item.Item, query), item.Score, 1e-4);
                    var shared = found.Count(f => f.Score >= truth[^1].Score - 1e-4);
                    Assert.True(shared >= LeastRecall * truth.Count, $"{shared} of {truth.Count}");
                },
                iter: 100
            );

    [Fact]
    public void Equal_scores_are_ordered_by_number()
    {
        var index = Build([.. Enumerable.Repeat(new[] { 1f, 2f, 3f, 4f }, 50).SelectMany(v => v)], 4);
        Assert.Equal(Enumerable.Range(0, 7), Search(index, [1, 1, 1, 1], 7).Select(f => f.Item));
    }

    [Fact]
    public void Asking_for_more_than_there_are_gives_all()
    {
        var index = Build(Vectors(5, 3, seed: 1), 3);
        Assert.Equal([0, 1, 2, 3, 4], Search(index, [1, 0, 0], 9).Select(f => f.Item).Order());
        Assert.Empty(Search(index, [1, 0, 0], 0));
    }

    [Fact]
    public void A_query_of_another_length_is_refused_with_both_numbers()
    {
        var index = Build(Vectors(5, 3, seed: 1), 3);
        foreach (var length in new[] { 0, 2, 4 })
        {
            var message = Assert.Throws<ArgumentException>(() => Search(index, new float[length], 2)).Message;
            Assert.Contains("3", message);
            Assert.Contains($"got {length}", message);
        }
    }

    [Fact]
    public void Values_that_are_not_finite_are_refused_with_their_place()
    {
        var index = Build(Vectors(5, 3, seed: 1), 3);
        foreach (var value in new[] { float.NaN, float.PositiveInfinity })
        {
            var message = Assert.Throws<ArgumentException>(() => Search(index, [0, value, 0], 2)).Message;
            Assert.Contains($"{value} at 1", message);
            message = Assert.Throws<ArgumentException>(() => Build([0, 0, 0, 0, 0, value], 3)).Message;
            Assert.Contains("Vector 1", message);
        }
    }

    [Fact]
    public void A_filter_lets_through_what_it_accepts_and_nothing_else() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 20], Gen.Int[1, 40])
            .Sample(
                t =>
                {
                    var (count, wanted, every) = t;
                    var vectors = Vectors(count, 8, seed: count);
                    var query = Vectors(1, 8, seed: 7);
                    var index = Build(vectors, 8);
                    var bitmap = new ulong[(count / 128) + 1];
                    for (var i = 0; i < count && i / 64 < bitmap.Length; i += every)
                        bitmap[i / 64] |= 1UL << (i % 64);
                    var results = new ScoredItem[wanted];
                    bool Accepts(int i) => i % every == 0 && i / 64 < bitmap.Length;
                    var truth = BruteForce(vectors, query, count).Where(f => Accepts(f.Item)).Take(wanted);
                    foreach (var filter in new[] { new ItemFilter(bitmap), new ItemFilter(Accepts) })
                        Assert.Equal(
                            truth.Select(f => f.Item),
                            results[..index.Search(query, results, filter)].Select(f => f.Item)
                        );
                    Assert.Equal(0, index.Search(query, results, new ItemFilter(_ => false)));
                },
                iter: 50
            );

    [Fact]
    public void A_batch_answers_as_its_queries_do_alone() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Int[1, 6], Gen.Int[0, 40])
            .Sample(
                t =>
                {
                    var (count, queries, each) = t;
                    const int dimensions = 8;
                    var index = Build(Vectors(count, dimensions, count), dimensions);
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
                iter: 12
            );

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Assert.Contains(
            "7 values cannot be cut into vectors of 3",
            Assert.Throws<ArgumentException>(() => Build(new float[7], 3)).Message
        );
        var index = Build(Vectors(3, 3, seed: 1), 3);
        Assert.Contains(
            "2 × 5",
            Assert.Throws<ArgumentException>(() => index.SearchBatch(new float[6], new ScoredItem[9], 5)).Message
        );
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        var index = Build(Vectors(2000, 32, seed: 1), 32);
        var query = Vectors(1, 32, seed: 2);
        var results = new ScoredItem[50];
        for (var i = 0; i < 3; i++)
            index.Search(query, results);
        var before = GC.GetAllocatedBytesForCurrentThread();
        index.Search(query, results);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Concurrent_searches_agree()
    {
        var index = Build(Vectors(500, 16, seed: 3), 16);
        var queries = Enumerable.Range(0, 64).Select(i => Vectors(1, 16, 100 + i)).ToArray();
        var alone = queries.Select(q => Search(index, q, 10)).ToArray();
        Parallel.For(0, 512, i => Assert.Equal(alone[i % 64], Search(index, queries[i % 64], 10)));
    }

    protected static float[] Vectors(int count, int dimensions, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * dimensions).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }

    protected static ScoredItem[] Search(IVectorIndex index, float[] query, int wanted)
    {
        var results = new ScoredItem[wanted];
        return results[..index.Search(query, results)];
    }

    private static List<ScoredItem> BruteForce(float[] vectors, float[] query, int wanted) =>
        [
            .. Enumerable
                .Range(0, vectors.Length / query.Length)
                .Select(i => new ScoredItem(i, Dot(vectors, i, query)))
                .OrderByDescending(s => s.Score)
                .ThenBy(s => s.Item)
                .Take(wanted),
        ];

    private static float Dot(float[] vectors, int number, float[] query) =>
        (float)query.Select((q, d) => (double)q * vectors[(number * query.Length) + d]).Sum();
}
