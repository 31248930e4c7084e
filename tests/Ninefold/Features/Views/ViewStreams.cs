using CsCheck;
using Ninefold.Data;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

/// <summary>Random views, and random streams that are hard on them: ties, duplicates, missing values, late arrivals.</summary>
internal static class ViewStreams
{
    public const int Latest = 60;
    private static readonly string[] People = ["ann", "bob", "eve"];
    private static readonly string[] Things = ["x", "y"];

    public static readonly Aggregate[] Aggregates =
    [
        Aggregate.Count,
        Aggregate.Sum,
        Aggregate.Mean,
        Aggregate.Min,
        Aggregate.Max,
        Aggregate.StandardDeviation,
        Aggregate.First,
        Aggregate.Last,
        Aggregate.DistinctCount,
        Aggregate.DecayedMean(Time(7)),
        Aggregate.DecayedMean(Time(1)),
        Aggregate.ApproximateDistinctCount(5),
        Aggregate.Quantile(.25),
        Aggregate.Quantile(1),
        Aggregate.TopShare(),
        Aggregate.TopShare(2),
        Aggregate.TopCounterpart(),
        Aggregate.TopCounterpart(2),
    ];

    private static readonly Window[] Windows =
    [
        Window.Sliding(Time(1)),
        Window.Sliding(Time(9)),
        Window.Tumbling(Time(10)),
        Window.Sawtooth(Time(9), Time(4)),
        Window.Sawtooth(Time(20), Time(4)),
        Window.Sawtooth(Time(1), Time(1)),
        Window.Session(Time(4)),
        Window.Session(Time(1)),
        Window.AllTime,
    ];

    public static readonly Gen<FeatureView> View = Views(Aggregates, Windows);

    /// <summary>Views whose older observations are kept in tiles.</summary>
    public static readonly Gen<FeatureView> TiledView = Views(
        [.. Aggregates.Where(a => a is MergeableAggregate)],
        [.. Windows.Where(w => w is Window.Hopping)]
    );

    private static Gen<FeatureView> Views(Aggregate[] aggregates, Window[] windows) =>
        Gen.Select(
            Gen.OneOf(ViewEntity.Subject, ViewEntity.Item),
            Gen.Shuffle(aggregates, 2, 6),
            Gen.Shuffle(windows, 1, 3),
            Gen.OneOf<(double?, double?)>((null, null), (.5, null), (null, 2), (0, 1e6)),
            Gen.OneOf<int?>(null, 0, 5, 30),
            (entity, aggregates, windows, filter, age) =>
                new FeatureView("v")
                {
                    Kinds = ["paid", "it's"],
                    Entity = entity,
                    Aggregates = aggregates,
                    Windows = windows,
                    AtLeast = filter.Item1,
                    Below = filter.Item2,
                    MaxAge = age is { } most ? Time(most) + TimeSpan.FromTicks(5_000) : null,
                    Lateness = Time(8),
                }
        );

    /// <summary>In the order of their arrival, at most the view's lateness after what is newer.</summary>
    public static readonly Gen<Observation[]> Arrivals = Gen.Select(
            Gen.Int[0, Latest],
            Gen.Int[0, 8],
            Gen.OneOf<string?>("ann", "bob", "eve", null),
            Gen.OneOf<string?>("x", "y", null),
            Gen.OneOf("paid", "it's", "other"),
            Gen.OneOf<double?>(null, -3, 0, .5, 2, 1e6)
        )
        .Array[0, 60]
        .SelectMany(rows => Gen.Int[0, 8].Array[rows.Length].Select(again => Arrived(rows, again)));

    public static TimeSpan Time(long milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static IEnumerable<string> Entities(FeatureView view) =>
        (view.Entity == ViewEntity.Subject ? People : Things).Append("nobody");

    public static Observation Of(
        string id,
        long at,
        string? subject,
        string? item,
        double? value,
        string kind = "paid"
    ) =>
        new()
        {
            Id = id,
            System = "test",
            Kind = kind,
            At = Moment(at),
            Subject = subject,
            Item = item,
            Value = value,
        };

    /// <summary>Equal to a billionth of what is expected, or of 1; an estimated quantile, to a hundredth.</summary>
    public static void AssertEqual(FeatureView view, double[] expected, ReadOnlySpan<double> actual, string where)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                double.IsNaN(expected[i])
                    ? double.IsNaN(actual[i])
                    : Math.Abs(actual[i] - expected[i]) <= Allowed(view, i) * Math.Max(1, Math.Abs(expected[i])),
                $"{view.Columns[i]} {where}: {expected[i]:R} expected, {actual[i]:R} came. {view.Definition}"
            );
    }

    private static double Allowed(FeatureView view, int column) =>
        view.Aggregates[column % view.Aggregates.Count] is ApproximateQuantile ? .01 + 1e-9 : 1e-9;

    private static Observation[] Arrived(
        (int At, int Late, string? Subject, string? Item, string Kind, double? Value)[] rows,
        int[] again
    ) =>
        [
            .. rows.Select((r, i) => (r.Late, One: Of($"o{i}", r.At, r.Subject, r.Item, r.Value, r.Kind)))
                .SelectMany((r, i) => again[i] < 3 ? [r, (Late: again[i], r.One)] : new[] { r })
                .OrderBy(r => r.One.At + Time(r.Late))
                .Select(r => r.One),
        ];
}
