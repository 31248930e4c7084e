using Ninefold.Data;
using Ninefold.Data.Reading;
using Ninefold.Data.Splitting;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Systems.VideoRecommendation.Data;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>Step 4: reads the ratings, splits them by each user's own time, and makes cases of the parts.</summary>
internal static class VideoData
{
    private const int HeldOutOfAPart = 5;
    private const int UsersOfASample = 150;
    private const double GlobalCut = .9;

    public static readonly IReadOnlyList<Slice<Case<Visit, Watched>>> Slices =
    [
        new("under 50 ratings before", c => c.Outcome.Before < 50),
        new("200 ratings or more before", c => c.Outcome.Before >= 200),
        new("cold start: a global cut in time would leave these users a history", c => c.Outcome.AcrossGlobalCut),
    ];

    public static async Task<Dataset<Visit, Watched>> Collect(Run run)
    {
        var data = run.Data.Folder is { } folder
            ? MovieReader.ReadFolder(folder, run.Data.Columns, run.Cancellation)
            : MovieReader.Read(await run.Fetch(MovieLens.Small).ConfigureAwait(false), run.Cancellation);
        var read = run.Quick ? data.Interactions.Where((user, _) => user < UsersOfASample) : data.Interactions;
        var all = VideoFeatures.Watched.Extend(read, run.Observations);
        // With what was lived since, it is another data set: floors that are bound to the first are not held against it.
        var info = all == read ? data.Info : data.Info with { Id = $"{data.Info.Id}+lived", Rows = all.Count };
        var split = UserTimeSplit.Of(all, HeldOutOfAPart, HeldOutOfAPart, HeldOutOfAPart, minimumTrain: HeldOutOfAPart);
        var report = data.Report.With(LeakageCheck.Verify(split));
        report.ThrowIfFailed();
        run.Fill(VideoFeatures.Watched, all);
        run.Fill(VideoFeatures.Views, Known(all, split, Observed(read).Concat(run.Observations)));
        run.Keep("videos", new Videos(all.UserIds, all.ItemIds, data.Items));
        var cut = Cut(all);
        return new(
            info,
            new(
                [.. Train(split.Train, cut)],
                [.. split.ValidationCases.Select(h => ToCase(all, h, h.Items.Span, cut))]
            ),
            [.. split.TestCases.Select(h => ToCase(all, h, h.Items.Span, cut))],
            [.. split.RehearsalCases.SelectMany(h => Visits(all, h, cut))],
            split.Protocol
        )
        {
            Report = [.. run.Verify(data.Info, data.Tables), .. report.Lines()],
        };
    }

    /// <summary>The ratings of some cases, as trainers take them.</summary>
    public static Interactions Interactions(Videos videos, IEnumerable<Case<Visit, Watched>> cases)
    {
        var rows = new List<(int, Interaction)>();
        foreach (var one in cases)
        {
            var (user, watched) = (videos.Users.Find(one.Request.User!), one.Outcome);
            for (var i = 0; i < watched.Videos.Count; i++)
                rows.Add(
                    (
                        user,
                        new(
                            videos.Ids.Find(watched.Videos[i]),
                            (float)watched.Ratings[i],
                            watched.At[i].ToUnixTimeMilliseconds()
                        )
                    )
                );
        }
        return Ninefold.Data.Interactions.From(videos.Users, videos.Ids, rows);
    }

    /// <summary>What the user did right after a visit of the rehearsal.</summary>
    public static IEnumerable<Observation> Ratings(Case<Visit, Watched> past) =>
        [
            Rating(
                past.Request.User!,
                past.Outcome.Videos[0],
                past.Outcome.Ratings[0],
                past.Outcome.At[0].ToUnixTimeMilliseconds()
            ),
        ];

    private static Observation Rating(string user, string video, double value, long at) =>
        new()
        {
            Id = $"rating:{user}:{video}",
            System = "",
            Kind = "rating",
            At = DateTimeOffset.FromUnixTimeMilliseconds(at),
            Subject = user,
            Item = video,
            Value = value,
        };

    /// <summary>The ratings of the data as they were observed.</summary>
    private static IEnumerable<Observation> Observed(Interactions read)
    {
        for (var user = 0; user < read.Users; user++)
        for (var i = 0; i < read.Of(user).Length; i++)
            if (read.Of(user)[i] is var one)
                yield return Rating(read.UserIds[user], read.ItemIds[one.Item], one.Value, one.At);
    }

    /// <summary>What was observed before the rehearsal, which will bring the rest.</summary>
    private static IEnumerable<Observation> Known(
        Interactions all,
        InteractionSplit split,
        IEnumerable<Observation> observed
    )
    {
        var brought = split.RehearsalCases.ToDictionary(h => all.UserIds[h.User], h => h.Items.Span[0].At);
        return observed.Where(o =>
            o.Subject is not { } user
            || !brought.TryGetValue(user, out var from)
            || o.At.ToUnixTimeMilliseconds() < from
        );
    }

    private static IEnumerable<Case<Visit, Watched>> Train(Interactions train, long cut)
    {
        for (var user = 0; user < train.Users; user++)
            if (train.Of(user).Length > 0)
                yield return ToCase(train, new(user, default, train.Memory(user)), train.Of(user), cut);
    }

    /// <summary>One visit before each rating: what is still to come of the part is what would be right to show.</summary>
    private static IEnumerable<Case<Visit, Watched>> Visits(Interactions all, HeldOut held, long cut)
    {
        for (var i = 0; i < held.Items.Length; i++)
            yield return ToCase(all, held, held.Items.Span[i..], cut);
    }

    internal static Case<Visit, Watched> ToCase(
        Interactions all,
        HeldOut held,
        ReadOnlySpan<Interaction> items,
        long cut
    )
    {
        var (videos, ratings, at) = (
            new string[items.Length],
            new double[items.Length],
            new DateTimeOffset[items.Length]
        );
        for (var i = 0; i < items.Length; i++)
            (videos[i], ratings[i], at[i]) = (
                all.ItemIds[items[i].Item],
                items[i].Value,
                DateTimeOffset.FromUnixTimeMilliseconds(items[i].At)
            );
        var before = held.History.Length + held.Items.Length - items.Length;
        var across = before > 0 && all.Of(held.User)[0].At < cut && items[0].At >= cut;
        var user = all.UserIds[held.User];
        return new(at[0], new Visit(user), new(videos, ratings, at, before, across), at[^1], user);
    }

    private static long Cut(Interactions all)
    {
        var times = new long[all.Count];
        for (var i = 0; i < times.Length; i++)
            times[i] = all.All[i].At;
        Array.Sort(times);
        return times[(int)(GlobalCut * (times.Length - 1))];
    }
}

/// <summary>Who and what there is, whatever the split.</summary>
internal sealed record Videos(Vocabulary Users, Vocabulary Ids, IReadOnlyList<ItemDetails> Details);
