using Ninefold.Data;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Tests.Indexing;

/// <summary>What an index in a folder keeps.</summary>
public sealed class DurableIndexTests : IDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("ninefold-").FullName;

    private string Folder => Path.Combine(home, "index");

    public void Dispose() => Directory.Delete(home, recursive: true);

    [Fact]
    public async Task When_a_change_is_done_it_is_found()
    {
        using var index = TextIndex.Open(Folder, SmallIndex.Options);
        await index.UpdateAsync(SmallIndex.Documents);
        Assert.Equal(4, index.Count);
        await index.UpdateAsync(SmallIndex.Document("heat", "Cold", "Nothing of the kind."));
        Assert.Equal((4, 0, 1), (index.Count, Total(index, "conduction"), Total(index, "cold")));
        await index.DeleteAsync("heat", "nobody");
        Assert.Equal((3, 0), (index.Count, Total(index, "cold")));
    }

    [Fact]
    public async Task When_a_change_is_done_it_outlives_the_process()
    {
        var copy = Path.Combine(home, "copy");
        using (var index = TextIndex.Open(Folder, SmallIndex.Options))
        {
            await index.UpdateAsync(SmallIndex.Documents);
            await index.DeleteAsync("flow");
            Copy(copy); // as a killed process leaves it
        }
        using var again = TextIndex.Open(copy, SmallIndex.Options);
        Assert.Equal((3, 1), (again.Count, Total(again, "wing")));
    }

    [Fact]
    public async Task Changes_that_come_together_are_all_found_while_searches_go_on()
    {
        using var index = TextIndex.Open(Folder, SmallIndex.Options);
        await Parallel.ForAsync(
            0,
            60,
            TestContext.Current.CancellationToken,
            async (i, _) =>
            {
                await index.UpdateAsync(SmallIndex.Document($"d{i}", $"Wing {i}", "x"));
                Assert.Equal($"d{i}", index.Search(new($"\"wing {i}\"")).Hits.Single().Id);
            }
        );
        Assert.Equal(60, Total(index, "wing"));
    }

    [Fact]
    public async Task A_wrong_document_leaves_those_before_it()
    {
        using var index = TextIndex.Open(Folder, SmallIndex.Options);
        TextDocument[] documents = [SmallIndex.Documents[0], new("")];
        await Assert.ThrowsAsync<ArgumentException>(() => index.UpdateAsync(documents));
        await index.DeleteAsync("nobody");
        Assert.Equal(1, index.Count);
    }

    [Fact]
    public void Other_fields_or_another_language_are_refused()
    {
        TextIndex.Open(Folder, SmallIndex.Options).Dispose();
        var error = Assert.Throws<InvalidDatasetException>(() =>
            TextIndex.Open(Folder, SmallIndex.Options with { Language = "de" })
        );
        Assert.Contains("must have language de; texts title, body;", error.Message);
        Assert.Contains("but it has language en; texts title, body;", error.Message);
        TextIndex.Open(Folder, SmallIndex.Options with { K1 = .9 }).Dispose(); // only how it scores
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using var index = TextIndex.Open(Folder, SmallIndex.Options);
        Assert.Throws<InvalidOperationException>(() => TextIndex.Open(Folder, SmallIndex.Options));
    }

    [Fact]
    public async Task A_file_that_was_cut_or_changed_is_noticed()
    {
        using (var index = TextIndex.Open(Folder, SmallIndex.Options))
            await index.UpdateAsync(SmallIndex.Documents);
        foreach (
            var file in Directory
                .GetFiles(Folder)
                .Where(f => Path.GetExtension(f) is ".cfs" or "" && !f.EndsWith("gen"))
        )
        foreach (var harm in new Action<byte[], string>[] { Flip, Cut })
        {
            var copy = Path.Combine(home, Guid.NewGuid().ToString());
            Copy(copy);
            harm(File.ReadAllBytes(file), Path.Combine(copy, Path.GetFileName(file)));
            var error = Assert.Throws<InvalidDatasetException>(() => TextIndex.Open(copy, SmallIndex.Options));
            Assert.Contains("is damaged", error.Message);
        }
    }

    private static void Flip(byte[] bytes, string path)
    {
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(path, bytes);
    }

    private static void Cut(byte[] bytes, string path) => File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);

    private void Copy(string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in Directory.GetFiles(Folder).Where(f => Path.GetFileName(f) != "write.lock"))
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
    }

    private static int Total(TextIndex index, string query) => index.Search(new(query)).Total;
}
