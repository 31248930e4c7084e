using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class OfflineViewTests : IDisposable
{
    private static readonly long[] Moments = [0, 1, 7, 9, 10, 11, 20, 23, 30, 37, 44, 50, 59, 60, 61, 64, 70, 200];
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-views").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_answers_as_the_slow_reference_does() =>
        await Gen.Select(View, Arrivals)
            .SampleAsync(
                async t =>
                {
                    var (view, stream) = t;
                    var rows = Rows(view);
                    var values = await ComputeAsync(view, stream, rows);
                    for (var i = 0; i < rows.Count; i++)
                    {
                        var (entity, at) = (rows[i].Entity, rows[i].At.ToUnixTimeMilliseconds());
                        var expected = ReferenceView.Values(view, stream, entity, at);
                        AssertEqual(view, expected, Row(view, values, i), $"of {entity} at {at}");
                    }
                },
                iter: 30,
                threads: 1
            );

    [Fact]
    public async Task What_happens_in_the_rows_own_millisecond_or_later_changes_nothing() =>
        await Gen.Select(View, Arrivals, Arrivals, Gen.Int[0, Latest])
            .SampleAsync(
                async t =>
                {
                    var (view, stream, other, now) = t;
                    var earlier = stream.Where(o => o.At < Moment(now));
                    var otherwise = other.Where(o => o.At >= Moment(now)).Select(o => o with { Id = $"b{o.Id}" });
                    var rows = Entities(view).Select(e => new EntityMoment(e, Moment(now))).ToList();
                    Assert.Equal(
                        await ComputeAsync(view, stream, rows),
                        await ComputeAsync(view, [.. earlier, .. otherwise], rows),
                        (a, b) => a.Equals(b) || Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a))
                    );
                },
                iter: 15,
                threads: 1
            );

    [Fact]
    public async Task Decay_over_months_with_a_half_life_of_a_minute_neither_overflows_nor_vanishes()
    {
        const long Day = 86_400_000;
        var view = new FeatureView("v")
        {
            Kinds = ["paid"],
            Entity = ViewEntity.Subject,
            Aggregates = [Aggregate.DecayedMean(TimeSpan.FromMinutes(1)), Aggregate.DecayedMean(TimeSpan.FromDays(90))],
            Windows = [Window.AllTime, Window.Sliding(TimeSpan.FromDays(30)), Window.Session(TimeSpan.FromHours(2))],
        };
        var start = 20_000 * Day;
        var stream = Enumerable
            .Range(0, 400)
            .Select(i => Of($"o{i}", start + i / 2 * Day + i % 2 * 60_000, "ann", "x", i % 17))
            .ToArray();
        var rows = Enumerable
            .Range(0, 250)
            .Select(i => new EntityMoment("ann", Moment(start + i * Day + 90_000)))
            .ToList();
        var values = await ComputeAsync(view, stream, rows);
        for (var i = 0; i < rows.Count; i++)
        {
            var expected = ReferenceView.Values(view, stream, "ann", rows[i].At.ToUnixTimeMilliseconds());
            AssertEqual(view, expected, Row(view, values, i), $"at {i}");
        }
    }

    [Fact]
    public async Task Little_memory_gives_the_same_values()
    {
        var random = new Random(1);
        var stream = Enumerable
            .Range(0, 150_000)
            .Select(i =>
                Of(
                    $"a rather long id of an observation {i}",
                    random.Next(1 << 30),
                    $"s{random.Next(500)}",
                    "x",
                    i % 100
                )
            )
            .ToArray();
        var view = new FeatureView("v")
        {
            Kinds = ["paid"],
            Entity = ViewEntity.Subject,
            Aggregates = [Aggregate.Count, Aggregate.Mean],
            Windows = [Window.Sliding(TimeSpan.FromDays(1))],
        };
        var rows = stream.Take(60_000).Select(o => new EntityMoment(o.Subject!, o.At)).ToList();
        Assert.Equal(
            await ComputeAsync(view, stream, rows),
            await ComputeAsync(view, stream, rows, memoryLimit: 60_000_000)
        );
    }

    [Fact]
    public async Task No_rows_have_no_values() =>
        Assert.Empty(await ComputeAsync(Simple, [Of("o", 1, "ann", "x", 1)], []));

    [Fact]
    public void Without_files_and_with_a_bad_view_it_says_so()
    {
        var error = Assert.Throws<ArgumentException>(() => new OfflineView(Simple).Compute([], [], Cancellation));
        Assert.Contains("at least one file", error.Message);
        error = Assert.Throws<ArgumentException>(() =>
            new OfflineView(Simple with { Kinds = [] }).Compute(["a"], [], Cancellation)
        );
        Assert.Contains("counts no kind", error.Message);
    }

    private static FeatureView Simple { get; } =
        new("v")
        {
            Kinds = ["paid"],
            Entity = ViewEntity.Subject,
            Aggregates = [Aggregate.Count],
            Windows = [Window.AllTime],
        };

    private static List<EntityMoment> Rows(FeatureView view) =>
        [.. Moments.SelectMany(m => Entities(view).Select(e => new EntityMoment(e, Moment(m))))];

    private static ReadOnlySpan<double> Row(FeatureView view, double[] values, int row) =>
        values.AsSpan(row * view.Columns.Count, view.Columns.Count);

    /// <summary>The stream is in two files, as a log's is.</summary>
    private async Task<double[]> ComputeAsync(
        FeatureView view,
        Observation[] stream,
        List<EntityMoment> rows,
        long memoryLimit = 1_000_000_000
    )
    {
        string[] files = [Path.Combine(folder, "it's a.parquet"), Path.Combine(folder, "b.parquet")];
        await ObservationParquet.WriteAsync(files[0], stream[..(stream.Length / 2)], Cancellation);
        await ObservationParquet.WriteAsync(files[1], stream[(stream.Length / 2)..], Cancellation);
        var offline = new OfflineView(view)
        {
            MemoryLimit = memoryLimit,
            Threads = 2,
            Temporary = Path.Combine(folder, "more than memory"),
        };
        return offline.Compute(files, rows, Cancellation);
    }
}
