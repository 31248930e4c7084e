using CsCheck;
using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

/// <summary>What every vector index promises of its searches.</summary>
public abstract class VectorSearchContract
{
    protected const int Dimensions = 24;

    private static readonly VectorMetric[] Metrics = Enum.GetValues<VectorMetric>();

    /// <summary>The share of the true best that a search must find in several thousand random vectors.</summary>
    protected virtual double LeastRecall => .9;

    /// <summary>An index of the items 0, 1, 2 and so on, that finds most of the best.</summary>
    protected abstract IVectorIndex Build(float[] vectors, int dimensions, VectorMetric metric, int seed = 0);

    protected IVectorIndex Build(float[] vectors, int dimensions) =>
        Build(vectors, dimensions, VectorMetric.InnerProduct);

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
                    Assert.Equal(truth.Count, shared);
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
        Allocations.AreNone(() =>
        {
            index.Search(query, results);
        });
    }

    [Fact]
    public void Concurrent_searches_agree()
    {
        var index = Build(Vectors(500, 16, seed: 3), 16);
        var queries = Enumerable.Range(0, 64).Select(i => Vectors(1, 16, 100 + i)).ToArray();
        var alone = queries.Select(q => Search(index, q, 10)).ToArray();
        Parallel.For(0, 512, i => Assert.Equal(alone[i % 64], Search(index, queries[i % 64], 10)));
    }

    [Fact]
    public void Most_of_the_best_are_found_under_every_metric_and_more_with_a_greater_width()
    {
        foreach (var metric in Metrics)
        {
            var index = Build(Vectors(4000, Dimensions, 1), Dimensions, metric);
            var recall = index.Evaluate(Vectors(100, Dimensions, 2), 10);
            Assert.InRange(recall, LeastRecall, 1);
            index.Width *= 8;
            Assert.InRange(index.Evaluate(Vectors(100, Dimensions, 2), 10), Math.Max(recall, .95), 1);
            index.Width = 1;
            Assert.InRange(index.Evaluate(Vectors(100, Dimensions, 2), 10), 0, recall);
        }
    }

    [Theory]
    [InlineData(VectorMetric.InnerProduct, 11)]
    [InlineData(VectorMetric.Cosine, 11f / 15)]
    [InlineData(VectorMetric.Euclidean, -12)]
    public void The_score_is_what_the_metric_says(VectorMetric metric, float score) =>
        Assert.Equal(score, Search(Build([1, 2, 2, 0], 4, metric), [3, 4, 0, 0], 1)[0].Score, 1e-5);

    [Fact]
    public void A_filter_is_met_at_every_selectivity()
    {
        var vectors = Vectors(6000, Dimensions, 3);
        var index = Build(vectors, Dimensions, VectorMetric.Euclidean);
        foreach (var filter in new Func<int, bool>[] { i => i % 1000 == 0, i => i % 2 == 0, i => i % 100 != 0 })
        {
            var (hits, query) = (0, Vectors(50, Dimensions, 4));
            for (var q = 0; q < 50; q++)
            {
                var results = new ScoredItem[5];
                var row = query.AsSpan(q * Dimensions, Dimensions);
                Assert.Equal(5, index.Search(row, results, new ItemFilter(filter)));
                Assert.All(results, r => Assert.True(filter(r.Item)));
                hits += Nearest(vectors, row.ToArray())
                    .Where(filter)
                    .Take(5)
                    .Intersect(results.Select(r => r.Item))
                    .Count();
            }
            Assert.InRange(hits, LeastRecall * 250, 250);
        }
    }

    protected static IEnumerable<int> Nearest(float[] vectors, float[] query) =>
        Enumerable.Range(0, vectors.Length / Dimensions).OrderBy(i => Distance(vectors, i, query)).ThenBy(i => i);

    protected static float Distance(float[] vectors, int number, float[] query) =>
        (float)query.Select((q, d) => Math.Pow(q - vectors[(number * query.Length) + d], 2)).Sum();

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
