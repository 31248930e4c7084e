namespace Ninefold.Features.Views;

/// <summary>Which of an entity's earlier observations an aggregate is over. All end strictly before the moment of the read.</summary>
public abstract record Window
{
    private protected Window() { }

    /// <summary>Everything before the moment.</summary>
    public static Window AllTime { get; } = new Everything();

    /// <summary>The time that long before the moment, the beginning included: [t − length, t).</summary>
    /// <exception cref="ArgumentException">The length is not a whole number of milliseconds of at least 1.</exception>
    public static Window Sliding(TimeSpan length) => new Slide(Checked("A sliding window", length));

    /// <summary>Of the intervals of that length that tile all time from 1970 on, the one that holds the moment.</summary>
    /// <exception cref="ArgumentException">The length is not a whole number of milliseconds of at least 1.</exception>
    public static Window Tumbling(TimeSpan length) => new Tumble(Checked("A tumbling window", length));

    /// <summary>
    /// The time that long before the moment, begun earlier, at a multiple of the hop since 1970:
    /// [⌊(t − length) / hop⌋ × hop, t). A live head and a hopping tail, which can be kept in tiles of a hop each.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The length or the hop is not a whole number of milliseconds of at least 1, or the hop is longer than the length.
    /// </exception>
    public static Window Sawtooth(TimeSpan length, TimeSpan hop)
    {
        string?[] faults =
        [
            IsWhole(length) ? null : $"its length must be a whole number of milliseconds, at least 1; got {length}",
            IsWhole(hop) ? null : $"its hop must be a whole number of milliseconds, at least 1; got {hop}",
            hop <= length ? null : $"its hop must be no longer than its length; got {hop} and {length}",
        ];
        return faults.OfType<string>().ToList() is { Count: > 0 } found
            ? throw new ArgumentException($"A sawtooth cannot be: {string.Join("; ", found)}.")
            : new Saw(length, hop);
    }

    /// <summary>The latest observations that follow each other, and are followed by the moment, within less than a gap.</summary>
    /// <exception cref="ArgumentException">The gap is not a whole number of milliseconds of at least 1.</exception>
    public static Window Session(TimeSpan gap) => new Visit(Checked("A session's gap", gap));

    /// <summary>
    /// Short, for the names of features: <c>7d</c>, <c>30m</c>, <c>sawtooth_7d_1d</c>, <c>tumbling_1d</c>,
    /// <c>session_30m</c>, <c>all</c>.
    /// </summary>
    public abstract string Name { get; }

    /// <summary>How long before a moment an observation may still count; null where there is no bound.</summary>
    internal abstract TimeSpan? Reach { get; }

    /// <summary>The first of an entity's earlier observations that counts.</summary>
    /// <param name="at">When they happened, ascending, all before <paramref name="now"/>; Unix milliseconds.</param>
    internal abstract int First(ReadOnlySpan<long> at, long now);

    /// <summary>The same, quicker where it can be, after the answer for an earlier moment. It never moves back.</summary>
    /// <param name="at">When they happened, ascending, all before <paramref name="now"/>; Unix milliseconds.</param>
    /// <param name="now">The moment.</param>
    /// <param name="first">The answer then.</param>
    /// <param name="end">How many happened before the moment then.</param>
    internal virtual int Next(ReadOnlySpan<long> at, long now, int first, int end) => First(at, now);

    private static TimeSpan Checked(string what, TimeSpan length) =>
        IsWhole(length)
            ? length
            : throw new ArgumentException($"{what} must be a whole number of milliseconds, at least 1; got {length}.");

    private static bool IsWhole(TimeSpan length) =>
        length >= TimeSpan.FromMilliseconds(1) && length.Ticks % TimeSpan.TicksPerMillisecond == 0;

    private static string Short(TimeSpan length) =>
        length.Ticks % TimeSpan.TicksPerDay == 0 ? $"{length.Days}d"
        : length.Ticks % TimeSpan.TicksPerHour == 0 ? $"{length.Ticks / TimeSpan.TicksPerHour}h"
        : length.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{length.Ticks / TimeSpan.TicksPerMinute}m"
        : length.Ticks % TimeSpan.TicksPerSecond == 0 ? $"{length.Ticks / TimeSpan.TicksPerSecond}s"
        : $"{length.Ticks / TimeSpan.TicksPerMillisecond}ms";

    /// <summary>The first place whose moment is not before <paramref name="from"/>.</summary>
    internal static int LowerBound(ReadOnlySpan<long> at, long from)
    {
        var (low, high) = (0, at.Length);
        while (low < high)
        {
            var middle = (int)((uint)(low + high) >> 1);
            if (at[middle] < from)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    /// <summary>
    /// The first place that is needed while what is older than the newest by more than <paramref name="reach"/> cannot
    /// count: that of the latest such, which tells how old the latest is at a moment between the two.
    /// </summary>
    internal static int Kept(ReadOnlySpan<long> at, long reach) => Math.Max(0, LowerBound(at, at[^1] - reach) - 1);

    internal sealed record Slide(TimeSpan Length) : Window
    {
        public override string Name => Short(Length);
        internal override TimeSpan? Reach => Length;

        internal override int First(ReadOnlySpan<long> at, long now) =>
            LowerBound(at, now - (long)Length.TotalMilliseconds);
    }

    /// <summary>A window that begins at a multiple of its hop, so that what is older can be kept in tiles of a hop each.</summary>
    internal abstract record Hopping : Window
    {
        /// <summary>Milliseconds; null where it never hops.</summary>
        internal abstract long? Hop { get; }

        /// <summary>When the window begins, Unix milliseconds.</summary>
        internal abstract long From(long now);

        internal sealed override int First(ReadOnlySpan<long> at, long now) => LowerBound(at, From(now));

        /// <summary>The beginning of the hop that holds a moment.</summary>
        internal static long Floor(long moment, long hop) => moment - (moment % hop + hop) % hop;
    }

    internal sealed record Saw(TimeSpan Length, TimeSpan Every) : Hopping
    {
        public override string Name => $"sawtooth_{Short(Length)}_{Short(Every)}";
        internal override TimeSpan? Reach => Length + Every;
        internal override long? Hop => (long)Every.TotalMilliseconds;

        internal override long From(long now) =>
            Floor(now - (long)Length.TotalMilliseconds, (long)Every.TotalMilliseconds);
    }

    internal sealed record Tumble(TimeSpan Length) : Hopping
    {
        public override string Name => $"tumbling_{Short(Length)}";
        internal override TimeSpan? Reach => Length;
        internal override long? Hop => (long)Length.TotalMilliseconds;

        internal override long From(long now) => Floor(now, (long)Length.TotalMilliseconds);
    }

    internal sealed record Visit(TimeSpan Gap) : Window
    {
        public override string Name => $"session_{Short(Gap)}";
        internal override TimeSpan? Reach => null;

        internal override int First(ReadOnlySpan<long> at, long now)
        {
            var (gap, first) = ((long)Gap.TotalMilliseconds, at.Length);
            while (first > 0 && (first == at.Length ? now : at[first]) - at[first - 1] < gap)
                first--;
            return first;
        }

        // Only what is new is looked at: the session goes on where that follows the last one of then.
        internal override int Next(ReadOnlySpan<long> at, long now, int first, int end)
        {
            var began = end + First(at[end..], now);
            if (began > end || end == 0)
                return began;
            return (end == at.Length ? now : at[end]) - at[end - 1] < (long)Gap.TotalMilliseconds ? first : end;
        }
    }

    internal sealed record Everything : Hopping
    {
        public override string Name => "all";
        internal override TimeSpan? Reach => null;
        internal override long? Hop => null;

        internal override long From(long now) => long.MinValue;
    }
}
