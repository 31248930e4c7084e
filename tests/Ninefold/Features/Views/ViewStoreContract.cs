using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Tests.Data.Observations;

namespace Ninefold.Tests.Features.Views;

/// <summary>What every store of views does.</summary>
public abstract class ViewStoreContract
{
    private static readonly string[] People = ["ann", "bob", "eve"];
    private static readonly string[] Things = ["x", "y"];

    protected static readonly DateTimeOffset Start = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    public static FeatureView Spent { get; } =
        new("spent")
        {
            Kinds = ["paid"],
            Entity = ViewEntity.Subject,
            Aggregates =
            [
                Aggregate.Count,
                Aggregate.Sum,
                Aggregate.Max,
                Aggregate.StandardDeviation,
                Aggregate.DistinctCount,
                Aggregate.DecayedMean(TimeSpan.FromMinutes(10)),
            ],
            Windows =
            [
                Window.Sliding(TimeSpan.FromMinutes(5)),
                Window.Sliding(TimeSpan.FromMinutes(30)),
                Window.Tumbling(TimeSpan.FromMinutes(10)),
            ],
            Lateness = TimeSpan.FromMinutes(20),
        };

    /// <summary>Of things, from the beginning of time.</summary>
    public static FeatureView Taken { get; } =
        new("taken")
        {
            Kinds = ["paid", "taken"],
            Entity = ViewEntity.Item,
            Aggregates = [Aggregate.Count, Aggregate.Mean],
            Windows = [Window.AllTime],
        };

    /// <summary>Of people, in tiles.</summary>
    public static FeatureView Swept { get; } =
        new("swept")
        {
            Kinds = ["paid"],
            Entity = ViewEntity.Subject,
            Aggregates = [Aggregate.Count, Aggregate.Mean, Aggregate.Max, Aggregate.ApproximateDistinctCount(4)],
            Windows = [Window.Sawtooth(TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(5)), Window.AllTime],
            Lateness = TimeSpan.FromMinutes(20),
        };

    /// <summary>A table of people.</summary>
    public static TableSource Profiles { get; } = new("profile", ViewEntity.Subject, ["limit"]);

    /// <summary>What people did with things.</summary>
    public static HistoryView Had { get; } =
        new("had", "paid", "seen") { Strength = new Dictionary<string, float> { ["seen"] = 3 } };

    internal static IReadOnlyList<FeatureView> Served { get; } = [Spent, Taken, Swept, .. Profiles.Views, Had.Rows];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An empty store of the served views that nobody else has.</summary>
    internal abstract Task<IViewStore> OpenAsync();

    [Fact]
    public async Task It_answers_as_if_all_had_come_once_and_in_order() =>
        await Gen.Select(Gen.Int[0, 60], Gen.Int[0, 1_000_000], Gen.Int[0, 80])
            .SampleAsync(
                async t =>
                {
                    var (count, seed, filled) = t;
                    var (random, store) = (new Random(seed), await OpenAsync());
                    var inOrder = Enumerable.Range(0, count).Select(i => Some(i, random)).ToArray();
                    ViewState[] twin = [.. Served.Select(view => new ViewState(view))];
                    foreach (var observation in inOrder)
                    foreach (var state in twin)
                        state.Add(observation);
                    // A part comes as a past, all of it comes late and twice, none of it later than the bound.
                    var past = inOrder.Take(filled).ToList();
                    foreach (var view in Served)
                        await FillAsync(store, view, past);
                    var late = inOrder.OrderBy(o => o.At.AddMinutes(random.Next(20))).ToList();
                    foreach (var batch in late.Concat(inOrder).Chunk(7))
                        await store.AddAsync(batch);
                    Assert.Equal(twin.Select(state => state.Latest), twin.Select(state => store.Latest(state.View)));
                    var end = inOrder.Select(o => o.At).DefaultIfEmpty(Start).Max();
                    foreach (var before in new[] { end, end.AddMilliseconds(1), end.AddMinutes(-15), end.AddHours(9) })
                    {
                        var wanted = Wanted().ToArray();
                        var read = await store.ReadAsync(wanted, before);
                        foreach (var (values, (view, entity)) in read.Zip(wanted))
                        {
                            var expected = twin.Single(s => s.View == view).Read(entity, before);
                            Assert.Equal((view, entity), (values.View, values.Entity));
                            Assert.Equal(expected.Age, values.Age);
                            Assert.Null(values.Stale);
                            for (var i = 0; i < expected.All.Length; i++)
                                Assert.Equal(expected.All[i], values.All[i], 1e-9);
                        }
                        foreach (var person in People.Append("nobody"))
                        {
                            var (rows, stale) = await store.ReadAsync(Had, person, Known, before);
                            Assert.Null(stale);
                            Assert.Equal(Naive(inOrder, person, before), rows.ToArray());
                        }
                    }
                    await CloseAsync(store);
                },
                iter: 40,
                threads: 1
            );

    [Fact]
    public async Task A_history_goes_on_with_its_past_and_counts_what_is_repeated_once()
    {
        var store = await OpenAsync();
        var past = Interactions.From(
            new(["ann", "bob"]),
            new(["x", "y"]),
            [(0, new(0, 2, Moment(1))), (0, new(1, 5, Moment(5))), (1, new(0, 1, Moment(2)))]
        );
        var kept = Had.Kept(past);
        Assert.True(await store.FillAsync(Had.Rows, kept.Fingerprint, () => kept, null, Cancellation));
        Observation[] observed =
        [
            One("a", 5, "y", 5), // of the past, by another id than it had
            One("b", 3, "x", 2),
            One("c", 3, "x", 4), // the stronger of two at one moment counts
            One("d", 3, "y", null),
            One("e", 4, "x", 9) with
            {
                Kind = "seen",
            }, // whatever its own value
            One("f", 4, null, 1),
            One("g", 4, "z", 1),
            One("h", 4, "y", 1) with
            {
                Kind = "other",
            },
        ];
        foreach (var batch in observed.Concat(observed).Chunk(3))
            await store.AddAsync(batch);
        using var folder = new LogFolder();
        await store.FollowAsync(folder.Reader, Cancellation);
        Interaction[] expected =
        [
            new(0, 2, Moment(1)),
            new(0, 4, Moment(3)),
            new(1, 1, Moment(3)),
            new(0, 3, Moment(4)),
            new(1, 5, Moment(5)),
        ];
        var items = new Vocabulary(["x", "y"]);
        Assert.Equal(expected, Sorted(await store.ReadAsync(Had, "ann", items, Start.AddDays(1))));
        Assert.Equal(expected[..^1], Sorted(await store.ReadAsync(Had, "ann", items, Start.AddMinutes(5))));
        // Another release numbers its items otherwise, and does not know all of them.
        var others = await store.ReadAsync(Had, "ann", new(["w", "v", "y"]), Start.AddDays(1));
        Assert.Equal([new(2, 1, Moment(3)), new(2, 5, Moment(5))], others.Rows.ToArray());
        Assert.Equal(1, (await store.ReadAsync(Had, "bob", items, Start.AddDays(1))).Rows.Length);
        Assert.Equal(0, (await store.ReadAsync(Had, "nobody", items, Start.AddDays(1))).Rows.Length);
        await CloseAsync(store);

        static long Moment(int minute) => Start.AddMinutes(minute).ToUnixTimeMilliseconds();

        static Observation One(string id, int minute, string? item, double? value) =>
            Some(minute, new(1)) with
            {
                Id = id,
                Subject = "ann",
                Item = item,
                Value = value,
            };

        static IEnumerable<Interaction> Sorted(HistoryRead read) => read.Rows.ToArray().OrderBy(r => (r.At, r.Item));
    }

    [Fact]
    public async Task What_comes_later_than_a_view_in_tiles_takes_is_counted()
    {
        using var folder = new LogFolder();
        var store = await OpenAsync();
        await store.FollowAsync(folder.Reader, Cancellation);
        var observations = Enumerable.Range(0, 50).Select(i => Some(i, new(i)) with { Subject = "ann" }).ToArray();
        await FillAsync(store, Swept, observations, trim: true); // of a release: now there are tiles
        var late = Some(10, new(1)) with { Id = "late", Subject = "ann" };
        var enough = Some(40, new(1)) with { Id = "enough", Subject = "ann" };
        Assert.Equal(1, await store.AddAsync([late, enough, late with { Subject = "bob", Id = "first" }]));
        Assert.Equal(0, await store.AddAsync([enough]));
        await CloseAsync(store);
    }

    [Fact]
    public async Task The_latest_row_of_a_table_is_read_whatever_order_they_came_in()
    {
        const int Rows = 40;
        using var folder = new LogFolder();
        var store = await OpenAsync();
        await store.FollowAsync(folder.Reader, Cancellation);
        var table = new Table(
            "profile.csv",
            [
                TextColumn.From("subject", Enumerable.Range(0, Rows).Select(i => People[i % 2])),
                new NumberColumn(
                    "valid_from",
                    [.. Enumerable.Range(0, Rows).Select(i => (double)Start.AddHours(i).ToUnixTimeMilliseconds())]
                ),
                new NumberColumn("limit", [.. Enumerable.Range(0, Rows).Select(i => (double)(i * 7 % Rows))]),
            ]
        );
        var stated = Profiles.Observations(table).ToArray();
        new Random(3).Shuffle(stated);
        foreach (var batch in stated.Concat(stated).Chunk(9))
            await store.AddAsync(batch);
        var view = Profiles["limit"];
        for (var i = 2; i <= Rows; i++)
        {
            var read = await store.ReadAsync([(view, People[i % 2]), (view, "nobody")], Start.AddHours(i));
            Assert.Equal([(i - 2) * 7 % Rows, double.NaN], read.Select(r => r.All[0])); // a row is not before itself
            Assert.Equal((TimeSpan.FromHours(2), null), (read[0].Age, read[1].Age));
        }
        await CloseAsync(store);
    }

    [Fact]
    public async Task A_past_is_taken_up_once_and_one_of_another_version_not_at_all()
    {
        var store = await OpenAsync();
        Observation[] past = [Some(0, new(1)), Some(1, new(1))];
        var before = await FillAsync(store, Taken, []);
        Assert.True(before);
        Assert.True(await FillAsync(store, Taken, past));
        Assert.False(await FillAsync(store, Taken, past));
        var other = Taken with { AtLeast = 3 };
        var error = await Assert.ThrowsAsync<InvalidDataException>(() => FillAsync(store, Taken, other, past));
        Assert.Contains($"'taken' was filled by version {other.Version}", error.Message);
        await CloseAsync(store);
    }

    [Fact]
    public async Task A_view_of_another_system_is_told_by_name()
    {
        var store = await OpenAsync();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await store.ReadAsync([(Taken with { Name = "other" }, "x")], Start)
        );
        Assert.Contains("'other'", error.Message);
        error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await store.ReadAsync(Had with { Name = "another" }, "x", Known, Start)
        );
        Assert.Contains("'another'", error.Message);
        await CloseAsync(store);
    }

    [Fact]
    public async Task The_log_is_followed_from_where_it_was_left()
    {
        using var folder = new LogFolder();
        await using var log = await folder.OpenAsync();
        var store = await OpenAsync();
        for (var round = 1; round <= 3; round++)
        {
            var more = Enumerable.Range(round * 100, 50).Select(i => Some(i, new(i)) with { Item = "x" }).ToArray();
            await log.AppendAsync([.. more, Some(round * 100 + 50, new(1)) with { Kind = "other" }], Cancellation);
            await store.AddAsync(more[..10]);
            if (round == 2)
                await log.RollAsync(Cancellation);
            await store.FollowAsync(log.Reader, Cancellation);
            Assert.Equal(round * 51, store.Position);
            Assert.Equal(round * 50, (await store.ReadAsync([(Taken, "x")], Start.AddDays(9)))[0].All[0]);
        }
        await CloseAsync(store);
    }

    [Fact]
    public async Task Writers_and_readers_at_once_lose_nothing()
    {
        var store = await OpenAsync();
        using var folder = new LogFolder();
        await store.FollowAsync(folder.Reader, Cancellation);
        var all = Enumerable.Range(0, 400).Select(i => Some(i, new(i)) with { Item = "x" }).ToArray();
        await Parallel.ForEachAsync(
            all.Concat(all).Chunk(20),
            Cancellation,
            async (batch, _) =>
            {
                await store.AddAsync(batch);
                Assert.InRange((await store.ReadAsync([(Taken, "x")], Start.AddDays(9)))[0].All[0], 1, all.Length);
            }
        );
        Assert.Equal(all.Length, (await store.ReadAsync([(Taken, "x")], Start.AddDays(9)))[0].All[0]);
        await CloseAsync(store);
    }

    internal static IEnumerable<(FeatureView View, string Entity)> Wanted() =>
        [
            .. Things.Select(t => (Taken, t)),
            .. People.Append("nobody").SelectMany(p => new[] { (Spent, p), (Swept, p) }),
            (Taken, "x"),
        ];

    /// <summary>What a release knows of things.</summary>
    internal static Vocabulary Known { get; } = new(["gone", "x"]);

    /// <summary>A history of known things, as a list that is searched from end to end.</summary>
    internal static IEnumerable<Interaction> Naive(
        IEnumerable<Observation> observed,
        string person,
        DateTimeOffset before
    ) =>
        observed
            .Where(o => o.Subject == person && o.Item == "x" && o.At < before)
            .OrderBy(o => o.At)
            .GroupBy(o => o.At)
            .Select(at => new Interaction(1, (float)at.Max(o => o.Value)!, at.Key.ToUnixTimeMilliseconds()));

    /// <summary>The i-th observation: a minute after the one before, so that no two share a moment.</summary>
    internal static Observation Some(int i, Random random) =>
        new()
        {
            Id = $"o{i}",
            System = "test",
            Kind = "paid",
            At = Start.AddMinutes(i),
            Subject = People[random.Next(People.Length)],
            Item = Things[random.Next(Things.Length)],
            Value = random.Next(1, 100),
        };

    internal static Task<bool> FillAsync(
        IViewStore store,
        FeatureView view,
        IReadOnlyList<Observation> past,
        bool trim = false
    ) => FillAsync(store, view, view, past, trim);

    internal static async Task CloseAsync(IViewStore store)
    {
        if (store is IAsyncDisposable connected)
            await connected.DisposeAsync();
    }

    private static Task<bool> FillAsync(
        IViewStore store,
        FeatureView view,
        FeatureView filledBy,
        IReadOnlyList<Observation> past,
        bool trim = false
    )
    {
        var state = new ViewState(filledBy);
        foreach (var observation in past)
            state.Add(observation);
        var seen = state.Past(trim);
        return store.FillAsync(view, seen.Fingerprint, () => seen, null, Cancellation);
    }
}
