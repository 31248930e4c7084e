using Ninefold.Data;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

/// <summary>The values of a view as one would say them: every observation is looked at for every value. Slow and obvious.</summary>
internal static class ReferenceView
{
    public static double[] Values(FeatureView view, IEnumerable<Observation> observations, string entity, long now)
    {
        var earlier = observations
            .DistinctBy(o => o.Id)
            .Where(o => view.Kinds.Contains(o.Kind))
            .Where(o => (view.Entity == ViewEntity.Subject ? o.Subject : o.Item) == entity)
            .Where(o => view.AtLeast is not { } least || (o.Value ?? 1) >= least)
            .Where(o => view.Below is not { } below || (o.Value ?? 1) < below)
            .Select(o => new Row(
                o.At.ToUnixTimeMilliseconds(),
                o.Value ?? 1,
                (view.Entity == ViewEntity.Subject ? o.Item : o.Subject) ?? ""
            ))
            .Where(r => r.At < now)
            .OrderBy(r => r.At)
            .ThenBy(r => r.Value)
            .ToList();
        var stale =
            view.MaxAge is { } most && earlier.Count > 0 && now - earlier.Max(r => r.At) > most.TotalMilliseconds;
        return
        [
            .. from window in view.Windows
            let rows = Inside(window.Name, earlier, now)
            from aggregate in view.Aggregates
            select stale ? double.NaN : Of(aggregate.Name, rows),
        ];
    }

    private static List<Row> Inside(string window, List<Row> earlier, long now)
    {
        var parts = window.Split('_');
        if (parts[0] == "all")
            return earlier;
        var length = Milliseconds(parts[^1]);
        if (parts[0] == "tumbling")
            return [.. earlier.Where(r => Math.Floor(r.At / (double)length) == Math.Floor(now / (double)length))];
        if (parts[0] == "sawtooth")
        {
            var begin = Math.Floor((now - Milliseconds(parts[1])) / (double)length) * length;
            return [.. earlier.Where(r => r.At >= begin)];
        }
        if (parts[0] != "session")
            return [.. earlier.Where(r => r.At >= now - length)];
        var session = new List<Row>();
        var next = now;
        foreach (var row in Enumerable.Reverse(earlier).TakeWhile(r => Follows(r)))
            session.Insert(0, row);
        return session;

        bool Follows(Row row)
        {
            var follows = next - row.At < length;
            next = row.At;
            return follows;
        }
    }

    private static double Of(string aggregate, List<Row> rows)
    {
        var values = rows.ConvertAll(r => r.Value);
        if (aggregate == "count")
            return values.Count;
        if (aggregate == "sum")
            return values.Sum();
        if (aggregate is "distinct" or "approximate_distinct_5")
            return rows.Select(r => r.Other).Distinct().Count();
        if (rows.Count == 0)
            return double.NaN;
        if (aggregate.StartsWith("decayed_mean_", StringComparison.Ordinal))
        {
            var halfLife = (double)Milliseconds(aggregate.Split('_')[^1]);
            var weights = rows.ConvertAll(r => Math.Pow(2, (r.At - rows[^1].At) / halfLife));
            return rows.Zip(weights, (r, w) => r.Value * w).Sum() / weights.Sum();
        }
        // Where there are few observations these are exact, and quantiles within a hundredth.
        var often = rows.GroupBy(r => r.Other).Select(g => (double)g.Count()).OrderDescending().ToList();
        return aggregate switch
        {
            "mean" => values.Average(),
            "min" => values.Min(),
            "max" => values.Max(),
            "std" => Math.Sqrt(values.Average(v => Math.Pow(v - values.Average(), 2))),
            "p25" => values.Order().ElementAt((values.Count - 1) / 4),
            "p100" => values.Max(),
            "top1_share" => often[0] / rows.Count,
            "top2_share" => often.Take(2).Sum() / rows.Count,
            "top1" or "top2" => Top(rows, aggregate[^1] - '1'),
            "first" => values[0],
            "last" => values[^1],
            _ => throw new ArgumentException(aggregate),
        };
    }

    private static double Top(List<Row> rows, int rank) =>
        rows.GroupBy(r => r.Other)
            .Select(g => (Times: g.Count(), Code: g.Key.Length == 0 ? 0 : Aggregate.CodeOf(g.Key)))
            .OrderByDescending(g => g.Times)
            .ThenBy(g => g.Code)
            .Select(g => g.Code)
            .ElementAtOrDefault(rank, double.NaN);

    private static double ElementAtOrDefault(this IEnumerable<double> values, int index, double otherwise) =>
        values.Skip(index).DefaultIfEmpty(otherwise).First();

    private static long Milliseconds(string length) =>
        length.EndsWith("ms", StringComparison.Ordinal)
            ? long.Parse(length[..^2])
            : long.Parse(length[..^1])
                * length[^1] switch
                {
                    'd' => 86_400_000L,
                    'h' => 3_600_000L,
                    'm' => 60_000L,
                    _ => 1_000L,
                };

    private sealed record Row(long At, double Value, string Other);
}
