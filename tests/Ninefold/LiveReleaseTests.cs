using Ninefold.Models.Releases;

namespace Ninefold.Tests;

public sealed class LiveReleaseTests
{
    [Fact]
    public async Task A_release_brings_its_parts_and_its_histories()
    {
        using var home = await TinyHome.TrainedAsync();
        var live = home.Load(ReleaseStore.Challenger);
        Assert.Equal(["Items", "Source", "Ranker"], live.Release.Parts.Keys);
        Assert.Equal("logistic-regression", live.Parts.Ranker.Rung);
        Assert.Equal(
            TinyData.Rehearsal,
            live.Store.Read(TinySystem.Taken, "u07", live.Parts.Items.Numbers, home.Clock.Now).Length
        );
        Assert.Equal(3, live.Store.Read(TinySystem.Taken, "u07", live.Parts.Items.Numbers, TinyData.At(3)).Length);
    }

    [Fact]
    public async Task A_damaged_a_missing_and_exchanged_parts_are_refused_in_one_line()
    {
        using var home = await TinyHome.TrainedAsync();
        var release = home.Release(ReleaseStore.Challenger);
        var (source, ranker) = (PathOf("Source"), PathOf("Ranker"));
        var (first, second) = (File.ReadAllBytes(source), File.ReadAllBytes(ranker));

        File.WriteAllBytes(source, second);
        File.WriteAllBytes(ranker, first);
        Refused("Part 'Source' cannot be loaded. ");

        File.WriteAllBytes(source, first);
        File.WriteAllBytes(ranker, second[..^1]);
        Refused("Part 'Ranker' cannot be loaded. ");

        File.WriteAllBytes(ranker, second);
        home.Load(ReleaseStore.Challenger);
        File.Delete(home.ArtifactPath(release.Histories["taken"].Sha256));
        Refused("Part 'taken' cannot be loaded. ");

        string PathOf(string part) => home.ArtifactPath(release.Parts[part].Sha256);

        void Refused(string beginning)
        {
            var message = Assert.Throws<InvalidDataException>(() => home.Load(ReleaseStore.Challenger)).Message;
            Assert.StartsWith(beginning, message);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public async Task Features_that_were_defined_otherwise_are_refused()
    {
        using var home = await TinyHome.TrainedAsync();
        var release = home.Release(ReleaseStore.Challenger);
        var other = release with { FeatureSets = new Dictionary<string, string> { ["pair"] = "other" } };
        Assert.Equal(
            $"Release {release.Id} was trained with another definition of the features 'pair' (other) than the code has ({TinySystem.Pairs.Fingerprint}). Train again.",
            Assert
                .Throws<InvalidDataException>(() =>
                    LiveRelease<TinySystem.Parts>.Load(home.System, other, home.Workspace)
                )
                .Message
        );
    }
}
