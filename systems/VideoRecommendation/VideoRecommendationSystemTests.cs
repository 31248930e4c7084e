using System.Text.Json;
using Ninefold.Data;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Models.Runs;
using Parts = Ninefold.Systems.VideoRecommendation.VideoRecommendationSystem.Parts;

namespace Ninefold.Systems.VideoRecommendation;

public sealed class VideoRecommendationSystemTests(TrainedVideos videos)
{
    private const int Explored = 3;
    private const int Pool = 10;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_sample_is_enough_to_beat_the_heuristic_by_more_than_the_noise()
    {
        var report = videos.Report;
        Assert.Equal(["heuristic", "item-knn", "released"], report.Evaluation.Flows.Select(f => f.Name));
        var gain = report.Evaluation.Differences.Single(d => d is { Rival: "heuristic", Metric: "ndcg@10" }).Difference;
        Assert.True(gain.Low > 0, $"{gain.Value} [{gain.Low}, {gain.High}]");
        Assert.Equal(["candidates", "ranker"], report.Ladders.Select(l => l.Name));
        Assert.All(report.Requirements, r => Assert.Null(r.Met)); // a sample enforces nothing
        Assert.All(report.Requirements, r => Assert.NotNull(r.Value));
    }

    [Fact]
    public async Task On_all_the_data_every_requirement_on_quality_is_met()
    {
        var fetched = Path.Combine(videos.Home, "data"); // by the training on a sample
        var options = videos.Workspace.Options with
        {
            Home = Path.Combine(videos.Home, "all"),
            Quick = false,
            LocalData = Directory.Exists(fetched) ? fetched : videos.Workspace.Options.LocalData,
        };
        Assert.NotNull(videos.Report); // or the data cannot be had
        var report = await videos
            .Recommender.Open(TrainedVideos.Open(options))
            .TrainAsync(new SilentRunLog(), Cancellation);
        Assert.True(report.MeetsQuality);
        Assert.True(report.Evaluation.Learned.Metrics["ndcg@10"].Value >= .055);
        foreach (var rival in new[] { "heuristic", "item-knn" })
        {
            var found = report.Evaluation.Differences.Single(d => d.Rival == rival && d.Metric == "ndcg@10");
            Assert.True(found.Difference.Low > 0, $"against {rival}: {found.Difference}");
        }
    }

    [Fact]
    public async Task A_shelf_is_full_and_holds_nothing_watched_nothing_twice_and_only_the_genres_asked_for()
    {
        var catalogue = videos.Parts.Catalogue;
        var random = new Random(1);
        var users = videos.Parts.Users.Ids.Where((_, i) => i % 9 == 0).Append(null).ToList();
        foreach (var user in users)
        {
            string[] genres = random.Next(2) == 0 ? [] : [catalogue.AllGenres[random.Next(catalogue.AllGenres.Count)]];
            string[] liked = [.. Enumerable.Range(0, random.Next(4)).Select(_ => catalogue.Ids[random.Next(2000)])];
            var visit = new Visit(user, random.Next(1, Visit.MostVideos + 1), liked, genres);
            var (shelf, call) = await videos.VisitAsync(visit);
            var history = user is null ? default : await call.History(VideoFeatures.Watched, user, catalogue.Numbers);
            var watched = history.ToArray().Select(w => catalogue.Ids[w.Item]).Concat(liked).ToHashSet();
            var ids = TrainedVideos.Ids(shelf);
            Assert.Equal(ids.Distinct(), ids);
            Assert.Empty(ids.Intersect(watched));
            Assert.All(shelf.Videos, v => Assert.True(genres.Length == 0 || v.Genres.Contains(genres[0])));
            var there = catalogue
                .Ids.Index()
                .Count(v =>
                    !watched.Contains(v.Item) && (genres.Length == 0 || catalogue.Genres[v.Index].Contains(genres[0]))
                );
            Assert.Equal(Math.Min(visit.Count, there), ids.Length);
        }
    }

    [Fact]
    public async Task Its_views_have_the_same_values_online_and_offline()
    {
        Assert.NotEmpty(videos.Data.Test); // skips where there is no data
        var reports = await videos
            .Recommender.Open(videos.Workspace)
            .CheckFeaturesAsync(every: 5, new SilentRunLog(), Cancellation);
        Assert.All(reports, r => Assert.True(r.IsConsistent, r.View));
        // Other tests may have lived some predictions here, which are compared as well.
        var computed = reports.Where(r => !r.Columns[0].AsServed).ToList();
        Assert.Equal(VideoFeatures.Views.Select(v => v.Name), computed.Select(r => r.View));
        Assert.All(computed, r => Assert.True(r.Columns[0].Rows > 1000));
    }

    [Fact]
    public void The_views_know_nothing_that_the_rehearsal_brings()
    {
        var numbers = videos.Run.Kept<Videos>("videos").Ids;
        foreach (var visits in videos.Data.Rehearsal.GroupBy(c => c.Request.User!))
        {
            var all = videos.Run.Store.Read(VideoFeatures.Watched, visits.Key, numbers, videos.Now).Length;
            var known = videos.Run.Store.Read(VideoFeatures.Viewer, visits.Key, videos.Now);
            Assert.Equal(all - visits.Count(), known[Aggregate.Count, Window.AllTime]);
        }
    }

    [Fact]
    public async Task Who_has_watched_most_of_what_is_popular_still_gets_a_full_shelf_from_every_release()
    {
        var popular = videos.Parts.Catalogue.MostWatched.Take(1000).Select(v => videos.Parts.Catalogue.Ids[v]);
        var visit = new Visit(Liked: [.. popular]);
        var heuristic = videos.Heuristic.Parts;
        foreach (var parts in new[] { videos.Parts, heuristic })
            Assert.Equal(10, (await videos.VisitAsync(visit, parts)).Shelf.Videos.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody-knows-me")]
    public async Task Somebody_unknown_sees_what_is_popular_or_becomes_so(string? user)
    {
        var catalogue = videos.Parts.Catalogue;
        var (shelf, _) = await videos.VisitAsync(new Visit(user));
        Assert.Equal(10, shelf.Videos.Count);
        var most = catalogue.MostWatched.Take(catalogue.Ids.Count / 20).Select(v => catalogue.Ids[v]).ToHashSet();
        Assert.All(shelf.Videos, v => Assert.True(most.Contains(v.Id) || v.Source == "trending", v.Title));
        Assert.InRange(shelf.Videos.Count(v => most.Contains(v.Id)), 7, 10); // of the upper twentieth
        Assert.All(shelf.Videos, v => Assert.Null(v.Because));
    }

    [Theory]
    [InlineData("Horror")]
    [InlineData("Children")]
    [InlineData("Sci-Fi")]
    public async Task Liking_a_few_movies_moves_a_strangers_shelf_towards_them(string genre)
    {
        var catalogue = videos.Parts.Catalogue;
        var liked = catalogue.MostWatched.Where(v => catalogue.Genres[v].Contains(genre)).Skip(5).Take(5).ToList();
        var (before, _) = await videos.VisitAsync(new Visit(Count: 20));
        var (after, _) = await videos.VisitAsync(new Visit(Count: 20, Liked: [.. liked.Select(v => catalogue.Ids[v])]));
        Assert.True(Likeness(after) > Likeness(before), $"{Likeness(after)} is not above {Likeness(before)}");
        Assert.True(
            after.Videos.Count(v => v.Genres.Contains(genre)) > before.Videos.Count(v => v.Genres.Contains(genre))
        );
        Assert.Contains(after.Videos, v => v.Because is not null);

        double Likeness(Shelf shelf) =>
            shelf.Videos.Average(v => liked.Average(l => catalogue.Similarity(l, catalogue.Numbers.Find(v.Id))));
    }

    [Fact]
    public async Task A_shelf_is_as_long_as_asked_and_a_longer_one_begins_alike()
    {
        var user = videos.Parts.Users.Ids[3];
        for (var count = 1; count <= Visit.MostVideos; count += 9)
            Assert.Equal(count, (await videos.VisitAsync(new Visit(user, count))).Shelf.Videos.Count);
        Assert.Equal(Visit.MostVideos, (await videos.VisitAsync(new Visit(user, Visit.MostVideos))).Shelf.Videos.Count);
    }

    [Fact]
    public void All_that_is_wrong_with_a_visit_is_told_at_once()
    {
        string[] wrong = [.. new VideoRecommendationSystem().Validate(new("", 0, new string[1001], new string[101]))];
        Assert.Equal(6, wrong.Length);
        Assert.Contains("'count' must be 1 to 100; got 0.", wrong);
        Assert.Contains("'liked' may not hold null.", wrong);
        Assert.Single(new VideoRecommendationSystem().Validate(new(Count: 101)));
        Assert.Empty(new VideoRecommendationSystem().Validate(new("u", 100, ["1"], ["Drama"])));
    }

    [Fact]
    public async Task Whichever_stage_breaks_the_flow_answers_or_fails_as_designed()
    {
        var visit = new Visit(videos.Parts.Users.Ids[5]);
        var (_, whole) = await videos.VisitAsync(visit);
        Assert.All(whole.Trace, s => Assert.Equal(StageState.Ok, s.State));
        // Without these there is nothing to show: the heuristic's release answers.
        string[] needed = ["history", "profile", "merge", "seen and rules", "exploration"];
        Assert.Empty(needed.Except(whole.Trace.Select(s => s.Name)));
        foreach (var stage in whole.Trace.Select(s => s.Name))
        {
            Call? call = null;
            var answer = videos.VisitAsync(visit, with: o => o with { Broken = stage }, seen: c => call = c);
            if (needed.Contains(stage))
                await Assert.ThrowsAsync<InvalidOperationException>(() => answer);
            else
                Assert.Equal(10, (await answer).Shelf.Videos.Count);
            var expected = needed.Contains(stage) ? StageState.Failed : StageState.Fallback;
            Assert.Equal(
                [(stage, expected)],
                call!.Trace.Where(s => s.State != StageState.Ok).Select(s => (s.Name, s.State))
            );
        }
    }

    [Fact]
    public async Task Every_part_of_a_release_is_used()
    {
        var visit = new Visit(videos.Parts.Users.Ids[5]);
        var whole = await OutcomeAsync(videos.Parts);
        var constructor = typeof(Parts).GetConstructors().Single(c => c.GetParameters().Length > 1);
        var names = constructor.GetParameters().Select(p => p.Name!).ToList();
        foreach (var missing in names)
        {
            var values = names.Select(n => n == missing ? null : typeof(Parts).GetProperty(n)!.GetValue(videos.Parts));
            Assert.True(whole != await OutcomeAsync((Parts)constructor.Invoke([.. values])), $"{missing} is not used");
        }

        async Task<string> OutcomeAsync(Parts parts)
        {
            try
            {
                var (shelf, call) = await videos.VisitAsync(visit, parts);
                return $"{Json(shelf)} {string.Join(' ', call.Trace.Select(s => s.State))}";
            }
            catch (NullReferenceException)
            {
                return "failed";
            }
        }
    }

    [Fact]
    public async Task The_same_visit_gets_the_same_shelf_from_whichever_copy_of_a_release()
    {
        var copy = videos.Load(videos.Report.Release);
        foreach (var user in videos.Parts.Users.Ids.Take(10).Append(null))
        {
            var visit = new Visit(user, 20);
            var expected = Json((await videos.VisitAsync(visit)).Shelf);
            Assert.Equal(expected, Json((await videos.VisitAsync(visit, copy.Parts)).Shelf));
            var others = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => Task.Run(() => videos.VisitAsync(visit)))
            );
            Assert.All(others, o => Assert.Equal(expected, Json(o.Shelf)));
        }
    }

    [Fact]
    public async Task Probabilities_are_those_of_the_exploration()
    {
        var epsilon = videos.Parts.Knobs.Exploration;
        var drawn = 0;
        for (var seed = 0; seed < 150; seed++)
        {
            var visit = new Visit(videos.Parts.Users.Ids[seed]);
            var (shelf, _) = await videos.VisitAsync(visit, with: o => o with { Live = true, Seed = seed });
            Assert.All(shelf.Videos.SkipLast(Explored), v => Assert.Equal(1, v.Probability));
            foreach (var video in shelf.Videos.TakeLast(Explored))
            {
                Assert.Contains(video.Probability, new[] { 1 - epsilon, epsilon / Pool });
                drawn += video.Probability == epsilon / Pool ? 1 : 0;
            }
            Assert.Equal(
                shelf.Videos.Select((v, place) => new Impression(v.Id, place, v.Probability)),
                videos.Recommender.Impressions(shelf)
            );
        }
        Assert.InRange(drawn, 20, 75); // 45 of 450 are expected
        var (offline, _) = await videos.VisitAsync(new Visit());
        Assert.All(offline.Videos, v => Assert.Equal(1, v.Probability));
    }

    [Fact]
    public async Task What_was_just_watched_is_gone_from_the_next_shelf()
    {
        var user = videos.Report is null ? null : videos.Parts.Users.Ids[7];
        await using var live = await videos.Recommender.Open(videos.Workspace).ServeAsync(Cancellation);
        var request = JsonSerializer.SerializeToUtf8Bytes(new Visit(user), SystemEngine.Json);
        var shelf = (Shelf)(await live.PredictAsync(request, explain: false, Cancellation)).Answer;
        var watched = new Observation
        {
            Id = "test:watch",
            System = videos.Recommender.Id,
            Kind = "watch",
            At = videos.Workspace.Time.GetUtcNow(),
            Subject = user,
            Item = shelf.Videos[0].Id,
        };
        await live.ObserveAsync([watched], Cancellation);
        await Task.Delay(2, Cancellation); // a history is strictly earlier, by the millisecond
        var next = (Shelf)(await live.PredictAsync(request, explain: false, Cancellation)).Answer;
        Assert.Equal(10, next.Videos.Count);
        Assert.DoesNotContain(watched.Item, TrainedVideos.Ids(next));
    }

    [Fact]
    public void The_design_names_only_what_there_is()
    {
        var system = new VideoRecommendationSystem();
        var nodes = system.Architecture.Nodes.Select(n => n.Name).ToList();
        Assert.Equal(nodes.Distinct(), nodes);
        Assert.All(system.Architecture.Links, l => Assert.Empty(new[] { l.From, l.To }.Except(nodes)));
        string[] measured = [.. system.Metrics.Select(m => m.Name)];
        Assert.All(system.Problem.Requirements, r => Assert.True(r.IsSpeed || measured.Contains(r.Metric), r.Name));
        Assert.Contains(system.Operations.Success, measured);
        Assert.Contains(system.Problem.Costs!.HitMetric, measured);
    }

    private static string Json(Shelf shelf) => JsonSerializer.Serialize(shelf);
}
