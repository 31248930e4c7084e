using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public sealed class HnswFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-tests").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_loaded_index_answers_as_the_saved_one_and_can_be_changed()
    {
        var (index, path) = Saved();
        var loaded = HnswIndex.Load(path);
        Assert.Equal((index.Count, index.Dimensions, index.Options), (loaded.Count, loaded.Dimensions, loaded.Options));
        for (var q = 0; q < 20; q++)
            Assert.Equal(Search(index, Row(1000 + q)), Search(loaded, Row(1000 + q)));
        loaded.Add(5000, Row(1000));
        loaded.Remove(8);
        Assert.Equal(5000, Search(loaded, Row(1000))[0].Item);
        Assert.Throws<KeyNotFoundException>(() => loaded.Update(7, Row(1)));
        Assert.Equal(8, Search(HnswIndex.Load(path), Row(8))[0].Item);
        loaded.Save(path);
        Assert.Equal(5000, Search(HnswIndex.Load(path), Row(1000))[0].Item);
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Fact]
    public void An_empty_index_is_saved_too()
    {
        var path = Path.Combine(folder, "empty");
        new HnswIndex(3).Save(path);
        Assert.Equal(0, HnswIndex.Load(path).Count);
    }

    [Fact]
    public void A_file_that_was_cut_off_is_refused()
    {
        var path = Saved().Path;
        var bytes = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 1, 100, 200, bytes.Length / 2, bytes.Length - 1 })
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Contains(path, Assert.Throws<InvalidDataException>(() => HnswIndex.Load(path)).Message);
        }
    }

    [Fact]
    public void A_file_with_one_flipped_bit_is_refused()
    {
        var path = Saved().Path;
        var bytes = File.ReadAllBytes(path);
        var random = new Random(1);
        var places = Enumerable.Range(0, 128).Concat(Enumerable.Range(0, 100).Select(_ => random.Next(bytes.Length)));
        foreach (var at in places.Append(bytes.Length - 1))
        {
            bytes[at] ^= 4;
            File.WriteAllBytes(path, bytes);
            Assert.Throws<InvalidDataException>(() => HnswIndex.Load(path));
            bytes[at] ^= 4;
        }
    }

    private static float[] Row(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 10).Select(_ => (float)random.NextDouble() - .5f)];
    }

    private static Ninefold.Flows.ScoredItem[] Search(HnswIndex index, float[] query)
    {
        var results = new Ninefold.Flows.ScoredItem[5];
        return results[..index.Search(query, results)];
    }

    private (HnswIndex Index, string Path) Saved()
    {
        var path = Path.Combine(folder, "index");
        var options = new HnswOptions(Links: 6, BuildWidth: 40, Width: 20, Metric: VectorMetric.Cosine, Seed: 3);
        var index = new HnswIndex(10, options);
        for (var item = 0; item < 600; item++)
            index.Add(item, Row(item));
        index.Remove(7);
        index.Save(path);
        return (index, path);
    }
}
