using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class HnswIndexTests : VectorIndexContract
{
    private const int Dimensions = 24;
    private static readonly HnswOptions Small = new(BuildWidth: 60, Width: 48, Metric: VectorMetric.Euclidean);

    protected override IVectorIndex Build(float[] vectors, int dimensions) => new HnswIndex(vectors, dimensions);

    [Theory]
    [InlineData(VectorMetric.InnerProduct, .9)]
    [InlineData(VectorMetric.Cosine, .9)]
    [InlineData(VectorMetric.Euclidean, .9)]
    public void The_graph_finds_most_of_the_best_under_every_metric(VectorMetric metric, double least)
    {
        var index = new HnswIndex(Vectors(4000, Dimensions, 1), Dimensions, Small with { Metric = metric });
        Assert.True(Plan(index, 10, default) > 0);
        var recall = index.Evaluate(Vectors(100, Dimensions, 2), 10);
        Assert.InRange(recall, least, 1);
        index.Width = 400;
        Assert.InRange(index.Evaluate(Vectors(100, Dimensions, 2), 10), Math.Max(recall, .97), 1);
    }

    [Theory]
    [InlineData(VectorMetric.InnerProduct, 11)]
    [InlineData(VectorMetric.Cosine, 11f / 15)]
    [InlineData(VectorMetric.Euclidean, -12)]
    public void The_score_is_what_the_metric_says(VectorMetric metric, float score)
    {
        var index = new HnswIndex([1, 2, 2, 0], 4, new HnswOptions(Metric: metric));
        Assert.Equal(score, Search(index, [3, 4, 0, 0], 1)[0].Score, 1e-5);
    }

    [Fact]
    public void A_filter_is_met_at_every_selectivity_and_the_plan_follows_it()
    {
        var vectors = Vectors(6000, Dimensions, 3);
        var index = new HnswIndex(vectors, Dimensions, Small);
        var all = Plan(index, 10, default);
        Assert.Equal(0, Plan(index, 10, new ItemFilter(i => i % 1000 == 0)));
        Assert.InRange(Plan(index, 10, new ItemFilter(i => i % 100 != 0)), all, all * 1.1);
        foreach (var filter in new Func<int, bool>[] { i => i % 1000 == 0, i => i % 2 == 0, i => i % 100 != 0 })
        {
            var (hits, query) = (0, Vectors(50, Dimensions, 4));
            for (var q = 0; q < 50; q++)
            {
                var results = new ScoredItem[5];
                var row = query.AsSpan(q * Dimensions, Dimensions);
                Assert.Equal(5, index.Search(row, results, new ItemFilter(filter)));
                Assert.All(results, r => Assert.True(filter(r.Item)));
                var truth = Nearest(vectors, row.ToArray()).Where(filter).Take(5);
                hits += truth.Intersect(results.Select(r => r.Item)).Count();
            }
            Assert.InRange(hits, 225, 250);
        }
    }

    [Fact]
    public void Items_are_added_replaced_and_removed()
    {
        var index = new HnswIndex(Vectors(3000, Dimensions, 5), Dimensions, Small);
        var vector = Vectors(1, Dimensions, 6);
        index.Add(70_000, vector);
        Assert.Equal(new ScoredItem(70_000, 0), Search(index, vector, 1)[0]);
        index.Update(17, vector);
        Assert.Equal([17, 70_000], Search(index, vector, 2).Select(r => r.Item));
        Assert.Equal(3001, index.Count);
        index.Remove(70_000);
        Assert.Equal(17, Search(index, vector, 1)[0].Item);
        for (var item = 0; item < 3000; item += 2)
            index.Remove(item);
        Assert.Equal(1500, index.Count);
        Assert.DoesNotContain(Search(index, vector, 100), r => r.Item % 2 == 0);
        Assert.InRange(index.Evaluate(Vectors(50, Dimensions, 7), 10), .9, 1);
        var compacted = index.Compacted();
        Assert.Equal((1500, 1500), (compacted.Count, compacted.Graph.Slots));
        Assert.Equal(17, Search(compacted, vector, 1)[0].Item);
    }

    [Fact]
    public void What_cannot_be_changed_is_refused()
    {
        var index = new HnswIndex(Vectors(20, 3, 1), 3, Small with { Metric = VectorMetric.Cosine });
        Assert.Contains("Item 3 is in", Assert.Throws<ArgumentException>(() => index.Add(3, [1, 2, 3])).Message);
        Assert.Contains("Item 20 is not", Assert.Throws<KeyNotFoundException>(() => index.Remove(20)).Message);
        Assert.Contains(
            "Item 20 is not",
            Assert.Throws<KeyNotFoundException>(() => index.Update(20, [1, 2, 3])).Message
        );
        Assert.Contains("got 2", Assert.Throws<ArgumentException>(() => index.Add(21, [1, 2])).Message);
        Assert.Contains("NaN at 1", Assert.Throws<ArgumentException>(() => index.Add(21, [1, float.NaN, 2])).Message);
        Assert.Contains("length 0", Assert.Throws<ArgumentException>(() => index.Add(21, [0, 0, 0])).Message);
        Assert.Contains("length 0", Assert.Throws<ArgumentException>(() => Search(index, [0, 0, 0], 1)).Message);
        index.Remove(4);
        Assert.Throws<KeyNotFoundException>(() => index.Remove(4));
        Assert.Equal(19, index.Count);
        var message = Assert
            .Throws<ArgumentException>(() => new HnswIndex(3, new HnswOptions(1, 0, 0, double.NaN, (VectorMetric)9)))
            .Message;
        foreach (var name in new[] { "Links", "BuildWidth", "Width", "Relaxation", "Metric" })
            Assert.Contains($"{name} must", message);
    }

    [Fact]
    public void An_empty_index_and_one_of_which_all_was_removed_find_nothing()
    {
        var index = new HnswIndex(3, Small);
        Assert.Empty(Search(index, [1, 2, 3], 5));
        index.Add(5, [1, 2, 3]);
        index.Remove(5);
        Assert.Empty(Search(index, [1, 2, 3], 5));
        index.Add(5, [1, 2, 4]);
        Assert.Equal(5, Assert.Single(Search(index, [1, 2, 3], 5)).Item);
    }

    [Fact]
    public void Thousands_of_equal_vectors_hide_no_other_and_come_in_order()
    {
        var others = Vectors(3000, Dimensions, 8);
        var equal = Vectors(1, Dimensions, 9);
        var index = new HnswIndex([.. Enumerable.Repeat(equal, 5000).SelectMany(v => v), .. others], Dimensions, Small);
        Assert.Equal(Enumerable.Range(0, 20), Search(index, equal, 20).Select(r => r.Item));
        Assert.InRange(index.Evaluate(Vectors(50, Dimensions, 10), 10), .9, 1);
        index.Remove(0);
        Assert.Equal(Enumerable.Range(1, 20), Search(index, equal, 20).Select(r => r.Item));
    }

    [Fact]
    public void A_range_holds_what_scores_at_least_so_much()
    {
        var vectors = Vectors(3000, Dimensions, 11);
        var index = new HnswIndex(vectors, Dimensions, Small);
        var query = Vectors(1, Dimensions, 12);
        foreach (var wanted in new[] { 0, 7, 300 })
        {
            var least = wanted == 0 ? -.001f : Exact(index, query, wanted)[^1].Score;
            var found = index.SearchRange(query, least);
            Assert.InRange(found.Count, wanted * .95, wanted);
            Assert.All(found, r => Assert.True(r.Score >= least));
            Assert.Equal(found.OrderByDescending(r => r.Score).ThenBy(r => r.Item), found);
        }
    }

    [Fact]
    public void The_same_vectors_and_seed_give_the_same_graph()
    {
        var vectors = Vectors(2500, Dimensions, 13);
        var answers = new[] { 1, 1, 2 }
            .Select(seed =>
            {
                var index = new HnswIndex(vectors, Dimensions, Small with { Seed = seed, Width = 10 });
                return string.Join(' ', Search(index, Vectors(1, Dimensions, 14), 10));
            })
            .ToArray();
        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task Searches_go_on_while_one_writer_changes_the_index()
    {
        var vectors = Vectors(3000, Dimensions, 15);
        var index = new HnswIndex(vectors.AsSpan(0, 2000 * Dimensions), Dimensions, Small);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(r => Task.Run(() => Read(index, r, stop.Token))).ToArray();
        for (var item = 2000; item < 3000; item++)
        {
            index.Add(item, vectors.AsSpan(item * Dimensions, Dimensions));
            index.Remove(item - 1000);
            index.Update(item - 2000, vectors.AsSpan((item - 500) * Dimensions, Dimensions));
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(2000, index.Count);
        Assert.InRange(index.Evaluate(Vectors(50, Dimensions, 16), 10), .9, 1);
    }

    private static void Read(HnswIndex index, int reader, CancellationToken stop)
    {
        var query = Vectors(1, Dimensions, 100 + reader);
        do
        {
            var found = Search(index, query, 10);
            Assert.Equal(found.OrderByDescending(f => f.Score), found);
            Assert.All(found, f => Assert.InRange(f.Item, 0, 2999));
        } while (!stop.IsCancellationRequested);
    }

    private static int Plan(HnswIndex index, int wanted, ItemFilter filter) =>
        new HnswQuery(index.Graph, index.Count, index.Metric, index.Width).Plan(wanted, filter);

    private static ScoredItem[] Exact(HnswIndex index, float[] query, int wanted)
    {
        var results = new ScoredItem[wanted];
        var scratch = new SearchScratch();
        scratch.Begin(index.Graph, query);
        new HnswQuery(index.Graph, 0, index.Metric, 1).Run(scratch, results, default);
        return results;
    }

    private static IEnumerable<int> Nearest(float[] vectors, float[] query) =>
        Enumerable
            .Range(0, vectors.Length / Dimensions)
            .OrderBy(i => query.Select((q, d) => Math.Pow(q - vectors[(i * Dimensions) + d], 2)).Sum());
}
