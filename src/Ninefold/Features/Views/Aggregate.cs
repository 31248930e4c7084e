using System.Runtime.InteropServices;
using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>What is made of the observations in a window. Without any, counts and sums are 0 and all else is missing (NaN).</summary>
public abstract record Aggregate
{
    private protected Aggregate() { }

    /// <summary>How many there are.</summary>
    public static Aggregate Count { get; } = new Counted();

    /// <summary>The sum of their values.</summary>
    public static Aggregate Sum { get; } = new Summed();

    /// <summary>The mean of their values.</summary>
    public static Aggregate Mean { get; } = new Averaged();

    /// <summary>The smallest value.</summary>
    public static Aggregate Min { get; } = new Smallest();

    /// <summary>The largest value.</summary>
    public static Aggregate Max { get; } = new Largest();

    /// <summary>The standard deviation of the population of values: 0 for a single one.</summary>
    public static Aggregate StandardDeviation { get; } = new Spread();

    /// <summary>The value of the earliest; of several at the same moment, the smallest.</summary>
    public static Aggregate First { get; } = new Earliest();

    /// <summary>The value of the latest; of several at the same moment, the largest.</summary>
    public static Aggregate Last { get; } = new Latest();

    /// <summary>How many different counterparts there are: items of a subject, subjects of an item. Exact.</summary>
    public static Aggregate DistinctCount { get; } = new Distinct();

    /// <summary>The mean of the values, each weighted by 2^(−age / half-life).</summary>
    /// <exception cref="ArgumentException">The half-life is not above 0.</exception>
    public static Aggregate DecayedMean(TimeSpan halfLife) =>
        halfLife > TimeSpan.Zero
            ? new Decayed(halfLife)
            : throw new ArgumentException($"A half-life must be above 0; got {halfLife}.");

    /// <summary>
    /// About how many different counterparts there are, by HyperLogLog (Flajolet et al. 2007; Ertl 2017): exact up to
    /// 2^precision / 8, then with a relative standard error of 1.04 / √(2^precision), which is 3.3 % for 10. Takes at most
    /// 2^precision bytes a tile.
    /// </summary>
    /// <exception cref="ArgumentException">The precision is not from 4 to 16.</exception>
    public static Aggregate ApproximateDistinctCount(int precision = 10) =>
        precision is >= 4 and <= 16
            ? new ApproximateDistinct(precision)
            : throw new ArgumentException($"A precision must be from 4 to 16; got {precision}.");

    /// <summary>
    /// Of n values in ascending order, about the one at ⌊level × (n − 1)⌋, counted from 0, by DDSketch (Masson, Rim and Lee
    /// 2019): within 1 % of it, while the values span no more than 17 orders of magnitude.
    /// </summary>
    /// <param name="level">From 0, the smallest, to 1, the largest; .5 is the median.</param>
    /// <exception cref="ArgumentException">The level is not from 0 to 1.</exception>
    public static Aggregate Quantile(double level) =>
        level is >= 0 and <= 1
            ? new ApproximateQuantile(level)
            : throw new ArgumentException($"The level of a quantile must be from 0 to 1; got {level}.");

    /// <summary>
    /// The part of all observations that the most frequent counterparts have together, by Misra and Gries (1982) with 64
    /// counters each: exact up to so many counterparts, and else too small by at most 1/64.
    /// </summary>
    /// <param name="items">How many counterparts.</param>
    /// <exception cref="ArgumentException">There are not 1 to 16.</exception>
    public static Aggregate TopShare(int items = 1) =>
        items is >= 1 and <= 16
            ? new TopShareOf(items)
            : throw new ArgumentException($"A top share must be of 1 to 16 items; got {items}.");

    /// <summary>
    /// Which counterpart is the most frequent, or the second, and so on, as its <see cref="CodeOf"/>; among equally frequent
    /// ones the smaller code comes first. Exact; missing where there are not so many. A feature compares it with the code
    /// of a counterpart at hand: is this the customer's usual shop?
    /// </summary>
    /// <param name="rank">1 is the most frequent.</param>
    /// <exception cref="ArgumentException">The rank is not from 1 to 16.</exception>
    public static Aggregate TopCounterpart(int rank = 1) =>
        rank is >= 1 and <= 16
            ? new Top(rank)
            : throw new ArgumentException($"The rank of a counterpart must be from 1 to 16; got {rank}.");

    /// <summary>The number that stands for a counterpart as a value: 53 bits of its hash, which a double holds exactly.</summary>
    public static double CodeOf(string counterpart) => Top.CodeOf(Vocabulary.HashOf(counterpart));

    /// <summary>Short, for the names of features, such as <c>mean</c>.</summary>
    public abstract string Name { get; }

    /// <summary>How far a value may be from the exact one, in words; null where it is exact.</summary>
    public virtual string? Bound => null;

    /// <summary>
    /// How far the values of two correct paths may be apart, as a part of the value or of 1, whichever is larger.
    /// </summary>
    internal virtual double Tolerance => 1e-6;

    /// <param name="rows">The observations in the window, oldest first.</param>
    /// <param name="now">The moment of the read, Unix milliseconds.</param>
    internal abstract double Of(EntityRows rows, long now);

    private abstract record Moment : MergeableAggregate
    {
        internal sealed override Partial Begin() => new Moments();

        internal sealed override double Of(Partial kept) => Of((Moments)kept);

        private protected abstract double Of(Moments moments);
    }

    private sealed record Counted : Moment
    {
        public override string Name => "count";

        private protected override double Of(Moments moments) => moments.Count;

        internal override double Of(EntityRows rows, long now) => rows.At.Length;
    }

    private sealed record Summed : Moment
    {
        public override string Name => "sum";

        private protected override double Of(Moments moments) => moments.Sum;

        internal override double Of(EntityRows rows, long now) => rows.Sum();
    }

    private sealed record Averaged : Moment
    {
        public override string Name => "mean";

        private protected override double Of(Moments moments) => moments.Mean;

        internal override double Of(EntityRows rows, long now) =>
            rows.At.IsEmpty ? double.NaN : rows.Sum() / rows.At.Length;
    }

    private sealed record Smallest : Moment
    {
        public override string Name => "min";

        private protected override double Of(Moments moments) => moments.Min;

        internal override double Of(EntityRows rows, long now)
        {
            var least = double.NaN;
            foreach (var value in rows.Value)
                least = double.IsNaN(least) || value < least ? value : least;
            return least;
        }
    }

    private sealed record Largest : Moment
    {
        public override string Name => "max";

        private protected override double Of(Moments moments) => moments.Max;

        internal override double Of(EntityRows rows, long now)
        {
            var most = double.NaN;
            foreach (var value in rows.Value)
                most = double.IsNaN(most) || value > most ? value : most;
            return most;
        }
    }

    private sealed record Spread : Moment
    {
        public override string Name => "std";

        private protected override double Of(Moments moments) => moments.StandardDeviation;

        internal override double Of(EntityRows rows, long now)
        {
            if (rows.At.IsEmpty)
                return double.NaN;
            var (mean, squares) = (rows.Sum() / rows.At.Length, 0.0);
            foreach (var value in rows.Value)
                squares += (value - mean) * (value - mean);
            return Math.Sqrt(squares / rows.At.Length);
        }
    }

    private sealed record Earliest : Moment
    {
        public override string Name => "first";

        private protected override double Of(Moments moments) => moments.First;

        internal override double Of(EntityRows rows, long now)
        {
            var value = double.NaN;
            for (var i = 0; i < rows.At.Length && rows.At[i] == rows.At[0]; i++)
                value = double.IsNaN(value) || rows.Value[i] < value ? rows.Value[i] : value;
            return value;
        }
    }

    private sealed record Latest : Moment
    {
        public override string Name => "last";

        private protected override double Of(Moments moments) => moments.Last;

        internal override double Of(EntityRows rows, long now)
        {
            var value = double.NaN;
            for (var i = rows.At.Length - 1; i >= 0 && rows.At[i] == rows.At[^1]; i--)
                value = double.IsNaN(value) || rows.Value[i] > value ? rows.Value[i] : value;
            return value;
        }
    }

    private sealed record Distinct : Aggregate
    {
        public override string Name => "distinct";

        internal override double Of(EntityRows rows, long now)
        {
            var different = new HashSet<ulong>(rows.At.Length);
            foreach (var counterpart in rows.Counterpart)
                different.Add(counterpart);
            return different.Count;
        }
    }

    private sealed record Top(int Rank) : Aggregate
    {
        public override string Name => $"top{Rank}";

        public static double CodeOf(ulong hash) => hash >> 11;

        internal override double Of(EntityRows rows, long now)
        {
            var times = new Dictionary<ulong, int>();
            foreach (var counterpart in rows.Counterpart)
                CollectionsMarshal.GetValueRefOrAddDefault(times, counterpart, out _)++;
            return times.Count < Rank
                ? double.NaN
                : CodeOf(times.OrderByDescending(t => t.Value).ThenBy(t => t.Key).ElementAt(Rank - 1).Key);
        }
    }

    internal sealed record Decayed(TimeSpan HalfLife) : MergeableAggregate
    {
        public override string Name => $"decayed_mean_{Window.Sliding(HalfLife).Name}";

        internal override Partial Begin() => new DecayedSum(HalfLife.TotalMilliseconds);

        internal override double Of(Partial kept) => ((DecayedSum)kept).Mean;

        internal override double Of(EntityRows rows, long now)
        {
            if (rows.At.IsEmpty)
                return double.NaN;
            // Ages are counted from the latest: what matters are the weights' ratios, and the largest is then 1.
            var (sum, weights, latest) = (0.0, 0.0, rows.At[^1]);
            for (var i = 0; i < rows.At.Length; i++)
            {
                var weight = double.Exp2((rows.At[i] - latest) / HalfLife.TotalMilliseconds);
                (sum, weights) = (sum + weight * rows.Value[i], weights + weight);
            }
            return sum / weights;
        }
    }
}

/// <summary>An aggregate that can be had from what was kept of observations in place of themselves.</summary>
internal abstract record MergeableAggregate : Aggregate
{
    /// <summary>What to keep, of no observations yet.</summary>
    internal abstract Partial Begin();

    /// <summary>The value of the observations that were taken up.</summary>
    /// <param name="kept">What <see cref="Begin"/> began.</param>
    internal abstract double Of(Partial kept);
}

/// <summary>Observations of one entity, oldest first: three columns of the same length.</summary>
/// <param name="at">When they happened, Unix milliseconds.</param>
/// <param name="value">Their values.</param>
/// <param name="counterpart">Hashes of the items of a subject, or of the subjects of an item.</param>
internal readonly ref struct EntityRows(
    ReadOnlySpan<long> at,
    ReadOnlySpan<double> value,
    ReadOnlySpan<ulong> counterpart
)
{
    public ReadOnlySpan<long> At { get; } = at;
    public ReadOnlySpan<double> Value { get; } = value;
    public ReadOnlySpan<ulong> Counterpart { get; } = counterpart;

    public double Sum()
    {
        var sum = 0.0;
        foreach (var value in Value)
            sum += value;
        return sum;
    }

    public EntityRows Slice(int first) => new(At[first..], Value[first..], Counterpart[first..]);

    public EntityRows Before(int end) => new(At[..end], Value[..end], Counterpart[..end]);
}
