using System.Diagnostics;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public sealed class IndexFileTests : IDisposable
{
    private const string Variable = "NINEFOLD_TEST_SAVE_TO";
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-tests").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_file_of_another_kind_is_refused() =>
        Assert.Contains(
            "no index of the kind 9F-IVF",
            Assert.Throws<InvalidDataException>(() => IvfIndex.Load(Saved().Path)).Message
        );

    /// <summary>The test program runs itself and is killed while it saves.</summary>
    [Fact]
    public async Task A_crash_in_mid_save_leaves_the_old_file_whole()
    {
        var path = Saved().Path;
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            [
                .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
                    ? new[] { typeof(IndexFileTests).Assembly.Location }
                    : [],
                "--filter-method",
                $"*{nameof(It_saves_again_and_again_where_it_is_told_to)}",
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Variable] = path;
        using var process = Process.Start(start)!;
        // A temporary file means that it is at it.
        while (!process.HasExited && Directory.GetFiles(folder).Length < 2)
            await Task.Yield();
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        var loaded = HnswIndex.Load(path);
        Assert.Equal(599, loaded.Count);
        loaded.Save(path);
        Assert.Equal(599, HnswIndex.Load(path).Count);
    }

    [Fact]
    public void It_saves_again_and_again_where_it_is_told_to()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } path)
            return;
        var index = HnswIndex.Load(path);
        for (var round = 0; round < 2000; round++)
            index.Save(path);
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
