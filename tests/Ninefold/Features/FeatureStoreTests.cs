using CsCheck;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features;

public sealed class FeatureStoreTests
{
    private static readonly HistoryView View = new("seen", "watch", "like");
    private static readonly string[] Subjects = ["ann", "bob", "eve", "new"];
    private static readonly string[] Items = ["v", "w", "x", "y"];
    private static readonly Vocabulary Known = new(Items);
    private static readonly string[] Kinds = ["watch", "like", "click"];

    private static readonly Gen<Observation> Observed = Gen.Select(
            Gen.OneOf<string?>([.. Subjects, null]),
            Gen.OneOf<string?>([.. Items, "unknown", null]),
            Gen.OneOf(Kinds),
            Gen.Int[0, 12],
            Gen.OneOf<double?>(null, .5, 3)
        )
        .Select((subject, item, kind, at, value) => Of(subject, item, kind, at, value));

    [Fact]
    public void It_answers_as_a_list_that_is_searched_from_end_to_end() =>
        Gen.Select(
                Gen.Select(Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 12]).Array[0, 12],
                Observed.Array[0, 40],
                Gen.Int[0, 14]
            )
            .Sample(t =>
            {
                var (past, observations, before) = t;
                // What the past holds comes with distinct moments for a user, as readers set them apart.
                var rows = past.DistinctBy(p => (p.Item1, p.Item3))
                    .Select(p => (p.Item1, new Interaction(p.Item2, 1, p.Item3)))
                    .ToList();
                var store = Filled(rows);
                var naive = rows.Select(r => (Subject: Subjects[r.Item1], Row: r.Item2)).ToList();
                foreach (var one in observations)
                {
                    store.Add(one);
                    store.Add(one); // once from the log, once from the request that stored it
                    if (
                        one.Subject is null
                        || Array.IndexOf(Items, one.Item) is var item && item < 0
                        || one.Kind == "click"
                    )
                        continue;
                    var row = new Interaction(item, (float)(one.Value ?? 1), one.At.ToUnixTimeMilliseconds());
                    var same = naive.FindIndex(n =>
                        n.Subject == one.Subject && n.Row.Item == item && n.Row.At == row.At
                    );
                    if (same < 0)
                        naive.Add((one.Subject, row));
                    else if (row.Value > naive[same].Row.Value)
                        naive[same] = (one.Subject, row);
                }
                foreach (var subject in Subjects.Append("nobody"))
                    Assert.Equal(
                        naive
                            .Where(n => n.Subject == subject && n.Row.At < before)
                            .Select(n => n.Row)
                            .OrderBy(r => r.At),
                        store.Read(View, subject, Known, Moment(before)).ToArray()
                    );
            });

    [Fact]
    public async Task Writers_and_readers_at_once_lose_nothing_and_see_only_whole_histories()
    {
        const int Writers = 4,
            Each = 300;
        var store = Filled([(0, new(0, 1, 0))]);
        using var done = new CancellationTokenSource();
        var readers = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Run(() =>
                {
                    var longest = 0;
                    while (!done.IsCancellationRequested)
                    {
                        var rows = store.Read(View, "ann", Known, Moment(int.MaxValue)).ToArray();
                        Assert.Equal(rows.OrderBy(r => r.At), rows);
                        Assert.True(rows.Length >= longest, "what was there went away");
                        longest = rows.Length;
                    }
                })
            )
            .ToArray();
        Parallel.For(
            0,
            Writers,
            writer =>
            {
                for (var i = 0; i < Each; i++)
                    store.Add(Of("ann", Items[writer], "watch", 1 + ((i * 7) % Each), null));
            }
        );
        await done.CancelAsync();
        await Task.WhenAll(readers);
        var rows = store.Read(View, "ann", Known, Moment(int.MaxValue)).ToArray();
        Assert.Equal(1 + Writers * Each, rows.Distinct().Count());
        Assert.Equal(rows.Distinct().Count(), rows.Length);
    }

    [Fact]
    public void Views_take_the_kinds_they_count_and_the_past_stays_as_it_was_filled()
    {
        var liked = new HistoryView("liked", "like");
        var store = Filled([]);
        store.Fill(liked, Past([]));
        store.Add(Of("ann", "v", "like", 1, 5));
        store.Add(Of("ann", "w", "watch", 2, null));
        Assert.Equal([0, 1], store.Read(View, "ann", Known, Moment(9)).ToArray().Select(r => r.Item));
        Assert.Equal([new Interaction(0, 5, 1)], store.Read(liked, "ann", Known, Moment(9)).ToArray());
        Assert.Equal(["liked", "seen"], store.Filled.Keys.Order());
        Assert.All(store.Filled.Values, past => Assert.Equal(0, past.Count));
    }

    [Fact]
    public void A_view_that_was_never_filled_is_told_by_name()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            new FeatureStore().Read(View, "ann", Known, Moment(1))
        );
        Assert.Contains("'seen'", error.Message);
    }

    [Fact]
    public void Views_are_read_as_of_a_moment_go_on_from_observations_and_are_handed_over()
    {
        var (store, day) = (new FeatureStore(), 86_400_000);
        store.Fill([Likes], [Liked("a", 1 * day, 2), Liked("b", 9 * day, 4), Liked("a", 1 * day, 2)]);
        Assert.Equal([1, 2], store.Read(Likes, "ann", Moment(9L * day)).All.ToArray());
        store.Add(Liked("c", 10 * day, 6));
        store.Add(Liked("c", 10 * day, 6)); // once from the log, once from the request that stored it
        Assert.Equal([3, 12], store.Read(Likes, "ann", Moment(10L * day + 1)).All.ToArray());
        Assert.Equal([0, 0], store.Read(Likes, "bob", Moment(10L * day + 1)).All.ToArray());
        Assert.Equal(2, store.Filled["likes"].Count);

        var handed = new FeatureStore();
        handed.Fill(Likes, store.Handover["likes"]);
        Assert.Equal([3, 12], handed.Read(Likes, "ann", Moment(10L * day + 1)).All.ToArray());
        Assert.Equal(3, handed.Filled["likes"].Count);
    }

    [Fact]
    public void Bad_views_and_unfilled_ones_and_other_versions_are_told_by_name()
    {
        var store = new FeatureStore();
        Assert.Contains("'likes'", Assert.Throws<ArgumentException>(() => store.Fill([Likes, Likes], [])).Message);
        var unfilled = Assert.Throws<InvalidOperationException>(() => store.Read(Likes, "ann", Moment(1)));
        Assert.Contains("'likes'", unfilled.Message);
        store.Fill([Likes], []);
        var other = Likes with { AtLeast = 3 };
        var error = Assert.Throws<InvalidDataException>(() => store.Fill(other, store.Handover["likes"]));
        Assert.Contains(Likes.Version, error.Message);
    }

    private static FeatureView Likes { get; } =
        new("likes")
        {
            Kinds = ["like"],
            Entity = ViewEntity.Subject,
            Aggregates = [Aggregate.Count, Aggregate.Sum],
            Windows = [Window.Sliding(TimeSpan.FromDays(30))],
        };

    private static Observation Liked(string id, int at, double value) =>
        Of("ann", "v", "like", at, value) with
        {
            Id = id,
        };

    private static FeatureStore Filled(IReadOnlyList<(int User, Interaction Row)> rows)
    {
        var store = new FeatureStore();
        store.Fill(View, Past(rows));
        return store;
    }

    /// <summary>The last subject is not among the users of the past.</summary>
    private static Interactions Past(IReadOnlyList<(int User, Interaction Row)> rows) =>
        Interactions.From(new(Subjects[..3]), new(Items), rows);

    private static Observation Of(string? subject, string? item, string kind, int at, double? value) =>
        new()
        {
            Id = "id",
            System = "test",
            Kind = kind,
            At = Moment(at),
            Subject = subject,
            Item = item,
            Value = value,
        };

    private static DateTimeOffset Moment(long at) => DateTimeOffset.FromUnixTimeMilliseconds(at);
}
