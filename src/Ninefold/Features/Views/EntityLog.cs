using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>
/// What one view keeps of one entity: its observations that can still count, oldest first. One that comes late is put
/// where it belongs; the same one again changes nothing. Safe for concurrent use.
/// </summary>
internal class EntityLog
{
    private protected readonly Lock gate = new();
    private long[] at;
    private double[] value;
    private ulong[] counterpart;
    private ulong[] id;
    private int first;
    private int end;

    public EntityLog()
        : this(EntityColumns.Empty) { }

    /// <summary>Takes over columns sorted by time.</summary>
    public EntityLog(EntityColumns columns) => (at, value, counterpart, id, end) = Begin(columns);

    /// <summary>Adds an observation, and forgets those that are older than the newest by more than <paramref name="keep"/>, but the latest of them.</summary>
    /// <returns>False where it comes too late.</returns>
    public bool Add(EntityRow row, long? keep)
    {
        var moment = row.At;
        lock (gate)
        {
            if (!Takes(moment))
            {
                Refused++;
                return false;
            }
            var place = first + Window.LowerBound(at.AsSpan(first..end), moment + 1);
            for (var i = place - 1; i >= first && at[i] == moment; i--)
                if (id[i] == row.Id)
                    return true;
            if (end == at.Length)
                place -= Grow();
            for (var column = 0; column < 4; column++)
                Shift(column, place);
            (at[place], value[place], counterpart[place], id[place]) = (moment, row.Value, row.Counterpart, row.Id);
            end++;
            if (keep is { } reach)
                Forget(reach);
            return true;
        }
    }

    /// <summary>Adds what was kept elsewhere of the same entity.</summary>
    public virtual void Take(EntityColumns columns, long? keep)
    {
        for (var i = 0; i < columns.At.Length; i++)
            Add(columns[i], keep);
    }

    /// <summary>When the latest one happened, Unix milliseconds; null where there is none.</summary>
    public long? Latest
    {
        get
        {
            lock (gate)
                return end > first ? at[end - 1] : null;
        }
    }

    /// <summary>Goes on from other rows.</summary>
    private protected void Replace(EntityColumns columns)
    {
        (at, value, counterpart, id, end) = Begin(columns);
        first = 0;
    }

    private static (long[], double[], ulong[], ulong[], int) Begin(EntityColumns columns) =>
        (columns.At, columns.Value, columns.Counterpart, columns.Id, columns.At.Length);

    /// <summary>How many came too late and were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Forgets what is older than the newest by more than <paramref name="reach"/>, but the latest of it.</summary>
    private protected void Forget(long reach)
    {
        if (first == end)
            return;
        var old = Window.Kept(at.AsSpan(first..end), reach);
        Forgetting(Rows(first + old), at[end - 1] - reach);
        first += old;
    }

    /// <summary>Whether an observation of that moment can still count.</summary>
    private protected virtual bool Takes(long moment) => true;

    /// <summary>Called before rows are forgotten.</summary>
    /// <param name="rows">The rows, which may be none.</param>
    /// <param name="bound">Nothing older is taken from now on.</param>
    private protected virtual void Forgetting(EntityRows rows, long bound) { }

    /// <summary>What is kept of what was forgotten.</summary>
    private protected virtual byte[] Tiles() => [];

    private EntityRows Rows(int before) =>
        new(at.AsSpan(first..before), value.AsSpan(first..before), counterpart.AsSpan(first..before));

    /// <summary>Writes the values of a view as of a moment.</summary>
    /// <param name="values">One a column of the view.</param>
    /// <returns>How long before the moment the latest observation happened; null where there is none.</returns>
    public TimeSpan? Read(FeatureView view, long now, Span<double> values)
    {
        lock (gate)
        {
            var rows = Rows(first + Window.LowerBound(at.AsSpan(first..end), now));
            TimeSpan? age = rows.At.IsEmpty ? null : TimeSpan.FromMilliseconds(now - rows.At[^1]);
            if (age > view.MaxAge)
            {
                values.Fill(double.NaN);
                return age;
            }
            Fill(view, rows, now, values);
            return age;
        }
    }

    /// <summary>The rows of a history before a moment.</summary>
    public ReadOnlyMemory<Interaction> Read(Vocabulary items, long now)
    {
        lock (gate)
            return HistoryRows.Of(Rows(first + Window.LowerBound(at.AsSpan(first..end), now)), items);
    }

    /// <summary>Writes the values of a view whose latest observation is young enough.</summary>
    /// <param name="rows">Those before the moment, oldest first.</param>
    private protected virtual void Fill(FeatureView view, EntityRows rows, long now, Span<double> values)
    {
        var column = 0;
        for (var w = 0; w < view.Windows.Count; w++)
        {
            var inside = rows.Slice(view.Windows[w].First(rows.At, now));
            for (var a = 0; a < view.Aggregates.Count; a++)
                values[column++] = view.Aggregates[a].Of(inside, now);
        }
    }

    /// <summary>A copy of it all, which its constructor takes.</summary>
    public EntityColumns Copy()
    {
        lock (gate)
            return new(at[first..end], value[first..end], counterpart[first..end], id[first..end], Tiles());
    }

    /// <returns>By how much all places move.</returns>
    private int Grow()
    {
        var (moved, count) = (first, end - first);
        var size = count <= at.Length / 2 ? Math.Max(4, at.Length) : Math.Max(4, 2 * at.Length);
        (at, value, counterpart, id) = (Grown(at), Grown(value), Grown(counterpart), Grown(id));
        (first, end) = (0, count);
        return moved;

        T[] Grown<T>(T[] column)
        {
            var grown = new T[size];
            column.AsSpan(moved, count).CopyTo(grown);
            return grown;
        }
    }

    private void Shift(int column, int place)
    {
        var array = column switch
        {
            0 => (Array)at,
            1 => value,
            2 => counterpart,
            _ => id,
        };
        if (place < end)
            Array.Copy(array, place, array, place + 1, end - place);
    }
}

/// <summary>All that is kept of one entity: rows in the order of time, and tiles of what is older.</summary>
/// <param name="At">When they happened, Unix milliseconds.</param>
/// <param name="Value">Their values.</param>
/// <param name="Counterpart">Hashes of the items of a subject, or of the subjects of an item.</param>
/// <param name="Id">Hashes of the observations' ids.</param>
/// <param name="Tiles">Of a view in tiles, what its <see cref="TiledLog"/> wrote; else nothing.</param>
internal sealed record EntityColumns(long[] At, double[] Value, ulong[] Counterpart, ulong[] Id, byte[] Tiles)
{
    public static EntityColumns Empty { get; } = new([], [], [], [], []);

    /// <summary>How much it takes.</summary>
    public long Bytes => 32L * At.Length + Tiles.Length;

    /// <summary>One of the rows.</summary>
    public EntityRow this[int row] => new(At[row], Value[row], Counterpart[row], Id[row]);
}

/// <summary>What is kept of one observation.</summary>
/// <param name="At">When it happened, Unix milliseconds.</param>
/// <param name="Value">Its value.</param>
/// <param name="Counterpart">The hash of a subject's item, or of an item's subject; 0 for none.</param>
/// <param name="Id">Two of the same moment and id are one.</param>
internal readonly record struct EntityRow(long At, double Value, ulong Counterpart, ulong Id);
