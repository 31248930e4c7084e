using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

/// <summary>What every vector index promises. An index's tests derive from this and say how to build and to load one.</summary>
public abstract class VectorIndexContract : VectorSearchContract
{
    protected abstract IVectorIndex Load(string path);

    [Fact]
    public void Items_are_added_replaced_and_removed()
    {
        var index = Build(Vectors(3000, Dimensions, 5), Dimensions, VectorMetric.Euclidean);
        var vector = Vectors(1, Dimensions, 6);
        index.Add(70_000, vector);
        Assert.Equal((70_000, 0f), (Search(index, vector, 1)[0].Item, Search(index, vector, 1)[0].Score));
        index.Update(17, vector);
        Assert.Equal([17, 70_000], Search(index, vector, 2).Select(r => r.Item));
        Assert.Equal(3001, index.Count);
        index.Remove(70_000);
        Assert.Equal(17, Search(index, vector, 1)[0].Item);
        for (var item = 0; item < 3000; item += 2)
            index.Remove(item);
        Assert.Equal(1500, index.Count);
        Assert.DoesNotContain(Search(index, vector, 100), r => r.Item % 2 == 0);
        Assert.InRange(index.Evaluate(Vectors(50, Dimensions, 7), 10), LeastRecall, 1);
        Assert.Equal(17, Search(index, vector, 1)[0].Item);
    }

    [Fact]
    public void What_cannot_be_changed_is_refused()
    {
        var index = Build(Vectors(20, 3, 1), 3, VectorMetric.Cosine);
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
        Assert.Contains("got 0", Assert.Throws<ArgumentException>(() => index.Width = 0).Message);
        index.Remove(4);
        Assert.Throws<KeyNotFoundException>(() => index.Remove(4));
        Assert.Equal(19, index.Count);
    }

    [Fact]
    public void An_empty_index_and_one_of_which_all_was_removed_find_nothing()
    {
        var index = Build([], 3, VectorMetric.Euclidean);
        Assert.Empty(Search(index, [1, 2, 3], 5));
        index.Add(5, [1, 2, 3]);
        index.Remove(5);
        Assert.Empty(Search(index, [1, 2, 3], 5));
        index.Add(5, [1, 2, 4]);
        Assert.Equal(5, Assert.Single(Search(index, [1, 2, 3], 5)).Item);
    }

    [Fact]
    public void Thousands_of_equal_vectors_hide_no_other()
    {
        var others = Vectors(3000, Dimensions, 8);
        var equal = Vectors(1, Dimensions, 9);
        var index = Build(
            [.. Enumerable.Repeat(equal, 5000).SelectMany(v => v), .. others],
            Dimensions,
            VectorMetric.Euclidean
        );
        Assert.All(Search(index, equal, 20), r => Assert.Equal(0, r.Score));
        Assert.InRange(index.Evaluate(Vectors(50, Dimensions, 10), 10), LeastRecall, 1);
        index.Remove(0);
        Assert.DoesNotContain(Search(index, equal, 5000), r => r.Item == 0);
    }

    [Fact]
    public void A_range_holds_what_scores_at_least_so_much()
    {
        var vectors = Vectors(3000, Dimensions, 11);
        var index = Build(vectors, Dimensions, VectorMetric.Euclidean);
        var query = Vectors(1, Dimensions, 12);
        foreach (var wanted in new[] { 0, 7, 300 })
        {
            var least = wanted == 0 ? -.001f : -Distance(vectors, Nearest(vectors, query).ElementAt(wanted), query);
            var found = index.SearchRange(query, least);
            Assert.InRange(found.Count, wanted * (LeastRecall - .1), wanted + 1);
            Assert.All(found, r => Assert.True(r.Score >= least));
            Assert.Equal(found.OrderByDescending(r => r.Score).ThenBy(r => r.Item), found);
        }
    }

    [Fact]
    public void The_same_vectors_and_seed_give_the_same_index()
    {
        var vectors = Vectors(2500, Dimensions, 13);
        var (first, second) = (Build(vectors, Dimensions, default, 1), Build(vectors, Dimensions, default, 1));
        for (var q = 0; q < 10; q++)
        {
            (first.Width, second.Width) = (2, 2);
            var query = Vectors(1, Dimensions, 14 + q);
            Assert.Equal(Search(first, query, 10), Search(second, query, 10));
        }
    }

    [Fact]
    public async Task Searches_go_on_while_one_writer_changes_the_index()
    {
        var vectors = Vectors(3000, Dimensions, 15);
        var index = Build(vectors[..(1000 * Dimensions)], Dimensions, VectorMetric.Euclidean);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(r => Task.Run(() => Read(index, r, stop.Token))).ToArray();
        for (var item = 1000; item < 3000; item++)
        {
            index.Add(item, vectors.AsSpan(item * Dimensions, Dimensions));
            if (item % 2 == 0)
                index.Remove(item - 1000);
            index.Update(item - 1 - (item % 2), vectors.AsSpan((item - 500) * Dimensions, Dimensions));
        }
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal(2000, index.Count);
        Assert.InRange(index.Evaluate(Vectors(50, Dimensions, 16), 10), LeastRecall, 1);
    }

    [Fact]
    public void A_loaded_index_answers_as_the_saved_one_and_can_be_changed()
    {
        var folder = Directory.CreateTempSubdirectory("ninefold-tests");
        try
        {
            var path = Path.Combine(folder.FullName, "index");
            var index = Build(Vectors(2000, Dimensions, 17), Dimensions, VectorMetric.Cosine);
            index.Remove(7);
            index.Add(4000, Vectors(1, Dimensions, 18));
            index.Width += 3;
            index.Save(path);
            var loaded = Load(path);
            Assert.Equal(
                (index.Count, index.Dimensions, index.Metric, index.Width),
                (loaded.Count, loaded.Dimensions, loaded.Metric, loaded.Width)
            );
            for (var q = 0; q < 20; q++)
                Assert.Equal(
                    Search(index, Vectors(1, Dimensions, 20 + q), 10),
                    Search(loaded, Vectors(1, Dimensions, 20 + q), 10)
                );
            loaded.Add(5000, Vectors(1, Dimensions, 50));
            loaded.Remove(8);
            Assert.Equal(5000, Search(loaded, Vectors(1, Dimensions, 50), 1)[0].Item);
            Assert.Throws<KeyNotFoundException>(() => loaded.Update(7, Vectors(1, Dimensions, 1)));
            Assert.Equal(index.Count, Load(path).Count);
            loaded.Save(path);
            Assert.Equal(5000, Search(Load(path), Vectors(1, Dimensions, 50), 1)[0].Item);
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
            Assert.Equal(0, Saved(Build([], 3), path).Count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private IVectorIndex Saved(IVectorIndex index, string path)
    {
        index.Save(path);
        return Load(path);
    }

    private static void Read(IVectorIndex index, int reader, CancellationToken stop)
    {
        var query = Vectors(1, Dimensions, 100 + reader);
        do
        {
            var found = Search(index, query, 10);
            Assert.Equal(found.OrderByDescending(f => f.Score), found);
            Assert.All(found, f => Assert.InRange(f.Item, 0, 2999));
        } while (!stop.IsCancellationRequested);
    }
}
