using System.Buffers.Binary;

namespace Ninefold.Features.Views;

/// <summary>
/// An <see cref="EntityLog"/> of bounded size: observations that are older than the newest by more than the view's lateness
/// are put into tiles, and those that come later than that are refused and counted. Values before the bound are missing once
/// there are tiles, since those cannot tell what is earlier.
/// </summary>
internal sealed class TiledLog : EntityLog
{
    private const byte Format = 1;
    private readonly TilePlan plan;
    private readonly List<Tile>[] tiles;
    private long bound = long.MinValue;

    public TiledLog(TilePlan plan) => (this.plan, tiles) = (plan, Array.ConvertAll(plan.Hops, _ => new List<Tile>()));

    /// <summary>Takes over what <see cref="EntityLog.Copy"/> gave, also of a log without tiles.</summary>
    /// <exception cref="InvalidDataException">The tiles are damaged or of another version.</exception>
    public TiledLog(TilePlan plan, EntityColumns columns)
        : base(columns)
    {
        (this.plan, tiles) = (plan, Array.ConvertAll(plan.Hops, _ => new List<Tile>()));
        if (columns.Tiles.Length > 0)
            Read(columns.Tiles);
    }

    /// <summary>Nothing older is taken; null where there are no tiles.</summary>
    public static long? BoundOf(byte[] tiles) =>
        tiles.Length == 0 ? null : BinaryPrimitives.ReadInt64LittleEndian(tiles.AsSpan(1));

    /// <summary>Of two sets of tiles the one that reaches further stays: what it holds of the other cannot be told apart.</summary>
    public override void Take(EntityColumns columns, long? keep)
    {
        lock (gate)
        {
            if (BoundOf(columns.Tiles) > bound)
            {
                var own = Copy();
                Replace(columns);
                Array.ForEach(tiles, t => t.Clear());
                Read(columns.Tiles);
                columns = own;
            }
            var rows = Window.LowerBound(columns.At, bound)..;
            base.Take(
                new(columns.At[rows], columns.Value[rows], columns.Counterpart[rows], columns.Id[rows], []),
                keep
            );
        }
    }

    /// <summary>Puts into tiles what is old enough, as the next observation would.</summary>
    public void Fold()
    {
        lock (gate)
            Forget(plan.Lateness);
    }

    /// <summary>How many tiles there are.</summary>
    public int TileCount
    {
        get
        {
            lock (gate)
                return tiles.Sum(t => t.Count);
        }
    }

    private protected override bool Takes(long moment) => moment >= bound;

    private protected override void Forgetting(EntityRows rows, long bound)
    {
        this.bound = Math.Max(this.bound, bound);
        if (rows.At.IsEmpty)
            return;
        for (var hop = 0; hop < tiles.Length; hop++)
        {
            var series = tiles[hop];
            for (var i = 0; i < rows.At.Length; i++)
            {
                var start = plan.Start(hop, rows.At[i]);
                if (series.Count == 0 || series[^1].Start != start)
                    series.Add(new(start, plan.Begin()));
                foreach (var part in series[^1].Parts)
                    part.Add(rows.At[i], rows.Value[i], rows.Counterpart[i]);
            }
            var needed = plan.Needed(hop, this.bound);
            series.RemoveRange(0, First(series, needed));
        }
    }

    private protected override void Fill(FeatureView view, EntityRows rows, long now, Span<double> values)
    {
        if (now < bound && Array.Exists(tiles, t => t.Count > 0))
        {
            values.Fill(double.NaN);
            return;
        }
        var aggregates = plan.Aggregates;
        for (var w = 0; w < plan.Windows.Length; w++)
        {
            var from = plan.Windows[w].From(now);
            var inside = rows.Slice(Window.LowerBound(rows.At, from));
            var series = tiles[plan.HopOf[w]];
            var first = First(series, from);
            var row = values.Slice(w * aggregates.Length, aggregates.Length);
            var merged = first < series.Count ? Merged(series, first, inside) : null;
            for (var a = 0; a < aggregates.Length; a++)
                row[a] = merged is null ? aggregates[a].Of(inside, now) : aggregates[a].Of(merged[plan.PartOf[a]]);
        }
    }

    private Partial[] Merged(List<Tile> series, int first, EntityRows rows)
    {
        var merged = plan.Begin();
        for (var part = 0; part < merged.Length; part++)
        {
            for (var i = first; i < series.Count; i++)
                merged[part].Merge(series[i].Parts[part]);
            merged[part].Add(rows);
        }
        return merged;
    }

    /// <summary>The first tile that begins no earlier than a moment.</summary>
    private static int First(List<Tile> series, long from)
    {
        var (low, high) = (0, series.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = series[middle].Start < from ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private protected override byte[] Tiles()
    {
        if (bound == long.MinValue)
            return [];
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Format);
        writer.Write(bound);
        foreach (var series in tiles)
        {
            writer.Write(series.Count);
            foreach (var (start, parts) in series)
            {
                writer.Write(start);
                foreach (var part in parts)
                    part.Write(writer);
            }
        }
        writer.Flush();
        return stream.ToArray();
    }

    private void Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            if (reader.ReadByte() is not Format and var other)
                throw new InvalidDataException($"Tiles must be of format {Format}; got {other}.");
            bound = reader.ReadInt64();
            foreach (var series in tiles)
                for (var left = reader.ReadInt32(); left > 0; left--)
                {
                    series.Add(new(reader.ReadInt64(), plan.Begin()));
                    foreach (var part in series[^1].Parts)
                        part.Read(reader);
                }
            if (reader.BaseStream.Position != bytes.Length)
                throw new InvalidDataException($"Tiles end at byte {reader.BaseStream.Position} of {bytes.Length}.");
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"The tiles are cut short or damaged: {e.Message}", e);
        }
    }
}
