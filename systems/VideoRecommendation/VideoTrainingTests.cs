using System.Text.Json;
using Ninefold.Data.Storage;
using Ninefold.Models.Runs;
using Parts = Ninefold.Systems.VideoRecommendation.VideoRecommendationSystem.Parts;

namespace Ninefold.Systems.VideoRecommendation;

public sealed class VideoTrainingTests(TrainedVideos videos) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_folder_of_the_users_own_trains_and_serves()
    {
        OwnData.Write(folder);
        var workspace = Open("home", folder);
        var engine = videos.Recommender.Open(workspace);
        var report = await engine.TrainAsync(new SilentRunLog(), Cancellation);
        Assert.Equal(OwnData.Users * OwnData.RowsOfAUser, report.Data.Rows);
        await using var live = await engine.ServeAsync(Cancellation);
        foreach (var visit in new[] { new Visit("u3"), new Visit(Genres: ["odd"]), new Visit(Liked: ["i4"]) })
        {
            var request = JsonSerializer.SerializeToUtf8Bytes(visit, SystemEngine.Json);
            var shelf = (Shelf)(await live.PredictAsync(request, explain: false, Cancellation)).Answer;
            Assert.Equal(10, shelf.Videos.Count);
            Assert.All(shelf.Videos, v => Assert.True(visit.Genres is null || v.Genres.Contains("odd")));
        }
    }

    [Fact]
    public async Task A_folder_that_changed_is_compared_with_what_the_last_finished_run_was_trained_on()
    {
        OwnData.Write(folder);
        var workspace = Open("home", folder);
        Assert.DoesNotContain(await ReportAsync(), line => line.Contains("accepted"));
        await ReportAsync(); // collecting alone accepts nothing
        await videos.Recommender.Open(workspace).TrainAsync(new SilentRunLog(), Cancellation);
        Assert.DoesNotContain(await ReportAsync(), line => line.Contains("accepted"));

        var path = Path.Combine(folder, "interactions.csv");
        await File.WriteAllTextAsync(
            path,
            (await File.ReadAllTextAsync(path, Cancellation)).Replace(",1\n", ",5\n"),
            Cancellation
        );
        var report = await ReportAsync();
        Assert.Contains(report, line => line.Contains("which was accepted last: 9 of 10 checks passed"));
        var warning = Assert.Single(report, line => line.Contains("WARNING"));
        Assert.Contains("interactions.csv: value, stability index: must be at most 0.25", warning);

        async Task<IReadOnlyList<string>> ReportAsync() =>
            (await videos.Recommender.Collect(videos.NewRun(workspace))).Report;
    }

    [Fact]
    public async Task What_happens_in_test_and_rehearsal_changes_nothing_that_is_learned()
    {
        var (one, other) = (Path.Combine(folder, "one"), Path.Combine(folder, "other"));
        OwnData.Write(one);
        OwnData.Write(other, otherEnd: true);
        var (learned, again) = (await LearnAsync(one), await LearnAsync(other));
        Assert.NotEqual(learned.Test, again.Test);
        foreach (var part in typeof(Parts).GetConstructors().MaxBy(c => c.GetParameters().Length)!.GetParameters())
            Assert.True(Bytes(learned.Parts, part.Name!).SequenceEqual(Bytes(again.Parts, part.Name!)), part.Name);

        byte[] Bytes(Parts parts, string part) =>
            PartSerializer.Write(
                typeof(Parts).GetProperty(part)!.GetValue(parts),
                typeof(Parts).GetProperty(part)!.PropertyType
            );
    }

    [Fact]
    public async Task A_proposal_is_labelled_by_what_was_watched_then_and_never_watched_before()
    {
        var labelled = 0;
        foreach (var one in videos.Data.Test)
        {
            var call = videos.Run.CallAt(one.At, seed: 1);
            var proposals = await VideoTraining.Proposals(one, videos.Parts.Retrieval, call);
            Assert.Equal(
                proposals.Select(p => one.Outcome.Videos.Contains(videos.Parts.Catalogue.Ids[p.Item1.Video]) ? 1 : 0),
                proposals.Select(p => (int)p.Item2)
            );
            var numbers = videos.Parts.Catalogue.Numbers;
            var before = (await call.History(VideoFeatures.Watched, one.Request.User!, numbers))
                .ToArray()
                .Select(h => h.Item)
                .ToHashSet();
            Assert.DoesNotContain(proposals, p => before.Contains(p.Item1.Video));
            labelled += proposals.Count(p => p.Item2 == 1);
        }
        Assert.True(labelled > videos.Data.Test.Count / 2, $"only {labelled}");
    }

    [Fact]
    public async Task Training_and_serving_see_the_same_feature_vectors()
    {
        var fitted = videos.Parts.Ranker.Model.Features;
        foreach (var one in videos.Data.Test.Take(40))
        {
            var proposals = await VideoTraining.Proposals(one, videos.Parts.Retrieval, videos.Run.CallAt(one.At, 1));
            var table = VideoFeatures.Proposals.Table(
                [.. proposals.Select(p => p.Item1)],
                [.. proposals.Select(p => p.Item2)]
            );
            var served = new List<float>();
            await videos.VisitAsync(
                one.Request,
                with: o => o with { Now = one.At, Sink = (_, rows) => served.AddRange(rows) }
            );
            Assert.Equal(
                fitted.EncodeValues(table).Select(BitConverter.SingleToInt32Bits),
                served.Select(BitConverter.SingleToInt32Bits)
            );
        }
    }

    private async Task<(Parts Parts, string Test)> LearnAsync(string data)
    {
        var run = videos.NewRun(Open(Path.GetFileName(data) + "-home", data));
        var collected = await videos.Recommender.Collect(run);
        return (
            videos.Recommender.Train(collected.Past, run),
            string.Join(' ', collected.Test.SelectMany(t => t.Outcome.Videos))
        );
    }

    private Workspace Open(string home, string data) =>
        TrainedVideos.Open(
            new()
            {
                Home = Path.Combine(folder, home),
                DataFolder = data,
                Threads = 2,
            }
        );
}
