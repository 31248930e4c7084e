using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Sources;

namespace Ninefold.Tests.Data.Catalog;

public sealed class DatasetStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_fetched_once_is_kept_with_its_hashes()
    {
        var source = new TextSource("one");
        var first = await Store().GetAsync([Entry("a", source)], cancellation: cancellation);
        var second = await Store().GetAsync([Entry("a", source)], cancellation: cancellation);
        Assert.Equal(1, source.Fetches);
        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal("a text", second.Source);
        Assert.Equal("one", File.ReadAllText(second.PathOf("data.txt")));
    }

    [Fact]
    public async Task A_copy_that_was_changed_is_fetched_anew()
    {
        var source = new TextSource("one");
        var fetched = await Store().GetAsync([Entry("a", source)], cancellation: cancellation);
        File.WriteAllText(fetched.PathOf("data.txt"), "two");
        fetched = await Store().GetAsync([Entry("a", source)], cancellation: cancellation);
        Assert.Equal((2, "one"), (source.Fetches, File.ReadAllText(fetched.PathOf("data.txt"))));
        File.Delete(Path.Combine(fetched.Folder, "manifest.json"));
        await Store().GetAsync([Entry("a", source)], cancellation: cancellation);
        Assert.Equal(3, source.Fetches);
    }

    [Fact]
    public async Task A_folder_of_the_user_comes_before_what_was_fetched_and_is_used_in_place()
    {
        var source = new TextSource("one");
        await Store().GetAsync([Entry("a", source)], cancellation: cancellation);
        folder.Write("local/b/data.txt", "mine");
        var found = await Store().GetAsync([Entry("a", source), Entry("b", source)], cancellation: cancellation);
        Assert.Equal(("b", Path.Combine(folder.Path, "local", "b")), (found.Entry.Id, found.Folder));
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task An_edition_at_hand_comes_before_a_preferred_one_that_must_be_fetched()
    {
        var (preferred, other) = (new TextSource("new"), new TextSource("old"));
        await Store().GetAsync([Entry("old", other)], cancellation: cancellation);
        var found = await Store().GetAsync([Entry("new", preferred), Entry("old", other)], cancellation: cancellation);
        Assert.Equal(("old", 0), (found.Entry.Id, preferred.Fetches));
    }

    [Fact]
    public async Task Where_all_fail_each_is_listed_with_its_reason_and_nothing_is_left()
    {
        folder.Write("local/a/other.txt", "");
        var error = await Assert.ThrowsAsync<InvalidDatasetException>(() =>
            Store()
                .GetAsync(
                    [Entry("a", new NoSource("no answer in time."), new NoSource("it is gone."))],
                    cancellation: cancellation
                )
        );
        Assert.StartsWith("The data set 'a' cannot be had from any source: 3 problems", error.Message);
        Assert.Contains("lacks data.txt", error.Details[0]);
        Assert.Equal(["a: nowhere: no answer in time.", "a: nowhere: it is gone."], error.Details.Skip(1));
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.Path, "cache")));
    }

    [Fact]
    public async Task The_next_source_starts_with_an_empty_folder()
    {
        var found = await Store()
            .GetAsync([Entry("a", new NoSource("cut."), new TextSource("one"))], cancellation: cancellation);
        Assert.Equal(["data.txt", "manifest.json"], Directory.GetFiles(found.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_fetch_that_is_ended_half_way_leaves_nothing_that_could_be_read()
    {
        using var ended = new CancellationTokenSource();
        var half = new NoSource("never told", ended.Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store().GetAsync([Entry("a", half)], cancellation: ended.Token)
        );
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "cache", "a")));
        var found = await Store().GetAsync([Entry("a", new TextSource("one"))], cancellation: cancellation);
        Assert.Equal("one", File.ReadAllText(found.PathOf("data.txt")));
    }

    [Fact]
    public async Task Of_several_that_ask_at_once_one_fetches()
    {
        var source = new TextSource("one");
        var asked = Enumerable
            .Range(0, 8)
            .Select(_ => Store().GetAsync([Entry("a", source)], cancellation: cancellation));
        Assert.Single((await Task.WhenAll(asked)).Select(f => f.Sha256).Distinct());
        Assert.Equal(1, source.Fetches);
    }

    [Fact]
    public async Task What_nobody_delivers_must_be_brought()
    {
        var error = await Assert.ThrowsAsync<InvalidDatasetException>(() =>
            new DatasetStore(folder.Path, null, TimeProvider.System).GetAsync([Entry("a")], cancellation: cancellation)
        );
        Assert.Equal(["a: nobody delivers it; its files must be in the folder 'a' of $NINEFOLD_DATA."], error.Details);
    }

    [Fact]
    public void An_id_that_cannot_be_a_folder_is_refused() =>
        Assert.Throws<ArgumentException>(() => Entry("../a", new TextSource("")));

    private DatasetStore Store() =>
        new(Path.Combine(folder.Path, "cache"), Path.Combine(folder.Path, "local"), TimeProvider.System);

    private static CatalogEntry Entry(string id, params IReadOnlyList<IDataSource> sources) =>
        new()
        {
            Id = id,
            Title = id,
            Licence = "none",
            Citation = "none",
            Sample = new(SampleKind.Everything, "all of a test"),
            Files = ["data.txt"],
            Tables = [],
            Sources = sources,
        };

    private sealed class TextSource(string text) : IDataSource
    {
        public int Fetches;

        public string Description => "a text";

        public async Task<string?> TryFetchAsync(
            IReadOnlyList<string> files,
            string folder,
            IProgress<FetchProgress>? progress,
            CancellationToken cancellation
        )
        {
            Interlocked.Increment(ref Fetches);
            await File.WriteAllTextAsync(Path.Combine(folder, files[0]), text, cancellation);
            return null;
        }
    }

    /// <summary>Writes half a file and fails.</summary>
    private sealed class NoSource(string reason, Action? before = null) : IDataSource
    {
        public string Description => "nowhere";

        public Task<string?> TryFetchAsync(
            IReadOnlyList<string> files,
            string folder,
            IProgress<FetchProgress>? progress,
            CancellationToken cancellation
        )
        {
            File.WriteAllText(Path.Combine(folder, files[0]), "ha");
            File.WriteAllText(Path.Combine(folder, "rest"), "");
            before?.Invoke();
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult<string?>(reason);
        }
    }
}
