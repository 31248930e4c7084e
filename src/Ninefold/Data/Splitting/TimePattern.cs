using System.Globalization;

namespace Ninefold.Data.Splitting;

/// <summary>How something changes with the time: its trend, and the seasons of the day, the week and the year.</summary>
/// <param name="What">What changes, such as <c>cases</c> or <c>labels</c>.</param>
/// <param name="Lines">What is sure of it, in words; empty where nothing is.</param>
/// <param name="Seasons">Those that are sure.</param>
/// <param name="Trend">By the period that <paramref name="Lines"/> names; null where none is sure.</param>
/// <param name="Untold">The cycles of which there are too few to tell.</param>
public sealed record TimePattern(
    string What,
    IReadOnlyList<string> Lines,
    IReadOnlyList<Season> Seasons,
    Trend? Trend,
    IReadOnlyList<Cycle> Untold
)
{
    private const double Sure = .01; // four things are looked at
    private const double LeastShare = .1; // of many values the smallest difference is sure
    private const int LeastPeriods = 12;
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    // The first of which there are enough: the longer, the less neighbours are alike.
    private static readonly (string Name, long Milliseconds)[] Periods =
    [
        ("30 days", 30 * Day),
        ("week", 7 * Day),
        ("day", Day),
        ("hour", Hour),
    ];

    /// <summary>Looks at rows by their moments. Hours, days and months without any row are no zeros: they may lie between parts of a split.</summary>
    /// <param name="what">What changes.</param>
    /// <param name="moments">Unix milliseconds.</param>
    /// <param name="values">One a moment, of which the mean is looked at; null looks at how many rows there are.</param>
    public static TimePattern Of(string what, IReadOnlyList<long> moments, IReadOnlyList<float>? values = null)
    {
        var lines = new List<string>();
        var (trend, seasons, untold) = (TrendOf(what, moments, values, lines), new List<Season>(), new List<Cycle>());
        foreach (var cycle in Enum.GetValues<Cycle>())
        {
            var season = Season.Of(cycle, [.. Parts(cycle, moments, values)]);
            if (season is null)
                untold.Add(cycle);
            else if (season.PValue < Sure && season.Share >= LeastShare)
            {
                seasons.Add(season);
                lines.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{what} have a season of the {cycle.ToString().ToLowerInvariant()}: {season.Low:0.####} {Name(cycle, season.Lowest)}, {season.High:0.####} {Name(cycle, season.Highest)}"
                    )
                );
            }
        }
        return new(what, lines, seasons, trend, untold);
    }

    private static Trend? TrendOf(
        string what,
        IReadOnlyList<long> moments,
        IReadOnlyList<float>? values,
        List<string> lines
    )
    {
        foreach (var (name, length) in Periods)
        {
            var periods = Buckets(moments, values, moment => moment / length);
            if (periods.Count < LeastPeriods)
                continue;
            if (values is null)
                periods = periods[1..^1]; // the outer ones may have been cut
            double[] means = [.. periods.Select(p => p.Value)];
            var trend = Trend.Of(means);
            if (trend.PValue >= Sure || trend.Slope == 0)
                return null;
            var quarter = means.Length / 4;
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what} have a trend: by the {name} they {(trend.Slope > 0 ? "rise" : "fall")} from {means[..quarter].Average():0.####} to {means[^quarter..].Average():0.####}"
                )
            );
            return trend;
        }
        return null;
    }

    private static IEnumerable<(int Cycle, int Part, double Value)> Parts(
        Cycle cycle,
        IReadOnlyList<long> moments,
        IReadOnlyList<float>? values
    ) =>
        cycle switch
        {
            Cycle.Day => Buckets(moments, values, m => m / Hour)
                .Select(b => ((int)(b.Key / 24), (int)(b.Key % 24), b.Value)),
            // 1970-01-01 was a Thursday.
            Cycle.Week => Buckets(moments, values, m => m / Day + 3)
                .Select(b => ((int)(b.Key / 7), (int)(b.Key % 7), b.Value)),
            _ => Buckets(moments, values, Month).Select(b => ((int)(b.Key / 12), (int)(b.Key % 12), b.Value)),
        };

    private static long Month(long moment)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(moment);
        return at.Year * 12 + at.Month - 1;
    }

    private static List<(long Key, double Value)> Buckets(
        IReadOnlyList<long> moments,
        IReadOnlyList<float>? values,
        Func<long, long> bucketOf
    ) =>
        [
            .. Enumerable
                .Range(0, moments.Count)
                .GroupBy(row => bucketOf(moments[row]))
                .OrderBy(g => g.Key)
                .Select(g => (g.Key, values is null ? g.Count() : g.Average(row => (double)values[row]))),
        ];

    private static string Name(Cycle cycle, int part) =>
        cycle switch
        {
            Cycle.Day => $"at {part}:00 UTC",
            Cycle.Week => $"on {CultureInfo.InvariantCulture.DateTimeFormat.DayNames[(part + 1) % 7]}",
            _ => $"in {CultureInfo.InvariantCulture.DateTimeFormat.MonthNames[part]}",
        };
}
