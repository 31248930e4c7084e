using System.Text;
using Ninefold.Data;

namespace Ninefold.Systems.VideoRecommendation;

public sealed class VideoDataTests(TrainedVideos videos) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_parts_add_up_to_all_the_data_and_share_nothing()
    {
        var data = videos.Data;
        // A rehearsal case is a visit before each rating; its first video is the one that was rated then.
        var next = data.Rehearsal.Select(c => c with { Outcome = Only(c.Outcome, 0) });
        Case<Visit, Watched>[] all = [.. data.Past.Train, .. data.Past.Validation, .. data.Test, .. next];
        var kept = videos.Run.Kept<Videos>("videos");
        var whole = videos.Run.Store.Filled["watched"];
        Assert.Equal(whole.Fingerprint, VideoFeatures.Watched.Kept(VideoData.Interactions(kept, all)).Fingerprint);
        var pairs = all.SelectMany(c => c.Outcome.Videos.Select(v => (c.Request.User, v))).ToList();
        Assert.Equal(whole.Count, pairs.Distinct().Count());
    }

    [Fact]
    public void Every_outcome_follows_on_the_history_of_its_visit()
    {
        var (data, numbers) = (videos.Data, videos.Run.Kept<Videos>("videos").Ids);
        foreach (var one in data.Past.Validation.Concat(data.Test).Concat(data.Rehearsal))
        {
            var history = videos.Run.Store.Read(VideoFeatures.Watched, one.Request.User!, numbers, one.At).ToArray();
            Assert.Equal(one.Outcome.Before, history.Length);
            Assert.All(history, h => Assert.True(h.At < one.At.ToUnixTimeMilliseconds()));
            Assert.Equal(one.At, one.Outcome.At[0]);
            Assert.Equal(one.Outcome.At.Order(), one.Outcome.At);
            Assert.Equal((one.Outcome.At[^1], one.Request.User), (one.KnownAt, one.Group));
        }
    }

    [Fact]
    public void The_rehearsal_goes_through_each_users_last_ratings_in_time_order()
    {
        var ofUsers = videos.Data.Rehearsal.GroupBy(c => c.Request.User).ToList();
        Assert.Equal(videos.Data.Test.Count, ofUsers.Count);
        foreach (var visits in ofUsers.Select(v => v.ToList()))
        {
            Assert.Equal([5, 4, 3, 2, 1], visits.Select(v => v.Outcome.Videos.Count));
            Assert.Equal(visits.OrderBy(v => v.At), visits);
            for (var i = 1; i < visits.Count; i++)
                Assert.Equal(visits[i - 1].Outcome.Videos.Skip(1), visits[i].Outcome.Videos);
            var test = videos.Data.Test.Single(t => t.Request.User == visits[0].Request.User);
            Assert.True(test.KnownAt < visits[0].At);
        }
    }

    [Fact]
    public void A_rating_is_what_came_right_after_the_visit()
    {
        var visit = videos.Data.Rehearsal[2];
        var rating = Assert.Single(VideoData.Ratings(visit));
        Assert.Equal((visit.Request.User, visit.Outcome.Videos[0]), (rating.Subject, rating.Item));
        Assert.Equal((visit.At, "rating", visit.Outcome.Ratings[0]), (rating.At, rating.Kind, rating.Value));
        Assert.Contains(rating.Kind, VideoFeatures.Watched.Kinds);
    }

    [Fact]
    public void Slices_are_of_the_test_cases_that_they_name()
    {
        var (test, numbers) = (videos.Data.Test, videos.Run.Kept<Videos>("videos").Ids);
        var few = VideoData.Slices[0];
        var many = VideoData.Slices[1];
        Assert.Contains(test, c => few.Contains(c));
        Assert.Contains(test, c => many.Contains(c));
        foreach (var one in test)
        {
            var before = videos.Run.Store.Read(VideoFeatures.Watched, one.Request.User!, numbers, one.At).Length;
            Assert.Equal((before < 50, before >= 200), (few.Contains(one), many.Contains(one)));
        }
        var sliced = videos.Report.Evaluation.Slices.ToDictionary(s => s.Slice, s => s.Count);
        Assert.Equal(test.Count(few.Contains), sliced[few.Name]);
        Assert.Equal(test.Count(many.Contains), sliced[many.Name]);
    }

    [Fact]
    public async Task A_folder_of_the_users_own_is_read_and_split()
    {
        OwnData.Write(folder);
        var data = await CollectAsync(folder);
        Assert.Equal(OwnData.Users * OwnData.RowsOfAUser, data.Info.Rows);
        Assert.Equal(
            (OwnData.Users, OwnData.Users, OwnData.Users, OwnData.Users * 5),
            (data.Past.Train.Count, data.Past.Validation.Count, data.Test.Count, data.Rehearsal.Count)
        );
        Assert.Contains(data.Report, line => line.Contains("item: 80 distinct"));
    }

    public static TheoryData<string, string?, string> Unusable =>
        new()
        {
            { "no such file", null, "must have the file interactions.csv" },
            { "empty", "", "interactions.csv: the file is empty" },
            { "only a header", "user,item,timestamp\n", "interactions.csv: rows must be at least 1, but is 0" },
            {
                "no header",
                "ann,x,1\nbob,y,2\n",
                "interactions.csv, line 1: needs the column 'user', 'item', 'timestamp'"
            },
            {
                "wrong header",
                "user,thing,timestamp\nann,x,1\n",
                "line 1: needs the column 'item', but has 'user', 'thing'"
            },
            { "cut off", "user,item,timestamp\nann,x,1\nbob,y", "interactions.csv, line 3: the file is cut off here" },
            {
                "an open quote",
                "user,item,timestamp\nann,\"x,1\n",
                "interactions.csv, line 2: a quote that opens here"
            },
            {
                "a bad moment",
                "user,item,timestamp\nann,x,1\nbob,y,soon\n",
                "line 3, column 'timestamp': must be Unix"
            },
            {
                "a bad number",
                "user,item,timestamp,value\nann,x,1,2\nbob,y,2,good\n",
                "line 3, column 'value': must be"
            },
            {
                "too many cells",
                "user,item,timestamp\nann,x,1,7\n",
                "interactions.csv, line 2: has 4 cells, but must have 3"
            },
            {
                "one user",
                "user,item,timestamp\nann,x,1\nann,y,2\n",
                "interactions.csv: users must be at least 2, but is 1"
            },
            {
                "few rows of each",
                "user,item,timestamp\nann,x,1\nbob,y,2\n",
                "needs a user with at least 20 interactions"
            },
        };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task A_folder_that_cannot_be_used_is_told_where(string what, string? content, string message)
    {
        if (content is not null)
            File.WriteAllText(Path.Combine(folder, "interactions.csv"), content);
        Assert.True(Contains(await RefusedAsync(), message), what);
    }

    [Fact]
    public async Task A_file_of_another_encoding_is_told_where()
    {
        var path = Path.Combine(folder, "interactions.csv");
        File.WriteAllText(path, "user,item,timestamp\nann,x,1\n", Encoding.Unicode);
        Assert.True(Contains(await RefusedAsync(), "interactions.csv: the file must be UTF-8, but is UTF-16"));
        File.WriteAllText(path, "user,item,timestamp\nann,x,1\nrené,x,1\n", Encoding.Latin1);
        Assert.True(
            Contains(await RefusedAsync(), "interactions.csv, line 3: the file must be UTF-8, but byte 31 (0xE9)")
        );
        File.WriteAllBytes(path, [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * 31))]);
        Assert.StartsWith("interactions.csv", (await RefusedAsync()).Details[0]);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var error = await Assert.ThrowsAsync<InvalidDatasetException>(() => CollectAsync(Path.Combine(folder, "gone")));
        Assert.Equal($"The folder '{Path.Combine(folder, "gone")}' does not exist.", error.Message);
    }

    private Task<InvalidDatasetException> RefusedAsync() =>
        Assert.ThrowsAsync<InvalidDatasetException>(() => CollectAsync(folder));

    private static bool Contains(InvalidDatasetException error, string message) =>
        error.Message.Contains(message, StringComparison.Ordinal) || error.Details.Any(d => d.Contains(message));

    private async Task<Dataset<Visit, Watched>> CollectAsync(string from)
    {
        var workspace = TrainedVideos.Open(new() { Home = Path.Combine(folder, ".home"), DataFolder = from });
        return await videos.Recommender.Collect(videos.NewRun(workspace));
    }

    private static Watched Only(Watched watched, int place) =>
        watched with
        {
            Videos = [watched.Videos[place]],
            Ratings = [watched.Ratings[place]],
            At = [watched.At[place]],
        };
}
