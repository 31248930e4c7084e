using Ninefold.Data;
using Ninefold.Models.Releases;

namespace Ninefold.Tests.Models.Releases;

public sealed class ReleaseStoreTests : IDisposable
{
    private readonly TinyHome home = new();

    private ReleaseStore Releases => home.Workspace.Releases;

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_release_is_found_by_its_id_the_beginning_of_it_or_an_alias()
    {
        Add("aaaa11112222");
        Add("aaaa33334444");
        Releases.Point("tiny", ReleaseStore.Champion, "aaaa11112222", "first");
        foreach (var name in new[] { "aaaa11112222", "aaaa1", "champion" })
            Assert.Equal("aaaa11112222", Releases.Get("tiny", name).Id);
        foreach (var name in new[] { "aaaa", "a", "", "bbbb", "challenger" })
            Assert.Equal(
                $"No release '{name}' of tiny. There are: aaaa33334444, aaaa11112222.",
                Assert.Throws<KeyNotFoundException>(() => Releases.Get("tiny", name)).Message
            );
        Assert.Contains(
            "none; train first",
            Assert.Throws<KeyNotFoundException>(() => Releases.Get("other", "champion")).Message
        );
        Assert.Null(Releases.Find("tiny", ReleaseStore.Challenger));
    }

    [Fact]
    public void An_alias_points_to_the_latest_and_remembers_the_others()
    {
        Add("aaaa11112222");
        Add("bbbb11112222");
        Releases.Point("tiny", ReleaseStore.Champion, "aaaa11112222", "first");
        home.Clock.Now += TimeSpan.FromHours(1);
        Releases.Point("tiny", ReleaseStore.Champion, "bbbb11112222", "better");
        Releases.Point("tiny", ReleaseStore.Champion, "aaaa11112222", "rolled back");
        Releases.Point("tiny", ReleaseStore.Heuristic, "aaaa11112222", "run");
        Assert.Equal(["rolled back", "better", "first"], Releases.History("tiny", "champion").Select(h => h.Reason));
        Assert.Equal("aaaa11112222", Releases.Find("tiny", ReleaseStore.Champion)?.Id);
        Assert.Equal(
            [("bbbb11112222", ""), ("aaaa11112222", "champion, heuristic")],
            Releases.List("tiny").Select(r => (r.Release.Id, string.Join(", ", r.Aliases)))
        );
    }

    [Fact]
    public void A_release_never_changes()
    {
        Add("aaaa11112222", seed: 1);
        Add("aaaa11112222", seed: 2);
        Assert.Equal(1, Releases.Get("tiny", "aaaa11112222").Seed);
        Assert.Equal(1, new ReleaseStore(home.Workspace.Database, home.Clock).List("tiny").Single().Release.Seed);
    }

    private void Add(string id, int seed = 1)
    {
        home.Clock.Now += TimeSpan.FromMinutes(1);
        Releases.Add(
            new(
                id,
                "tiny",
                null,
                new Dictionary<string, StoredPart>(),
                new Dictionary<string, StoredPart>(),
                new Dictionary<string, string>(),
                null,
                "code",
                new DatasetInfo("data", "here", 1, "hash"),
                seed
            ),
            "run"
        );
    }
}
