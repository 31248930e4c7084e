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

    /// <summary>Short, for the names of features, such as <c>mean</c>.</summary>
    public abstract string Name { get; }

    /// <param name="rows">The observations in the window, oldest first.</param>
    /// <param name="now">The moment of the read, Unix milliseconds.</param>
    internal abstract double Of(EntityRows rows, long now);

    private sealed record Counted : Aggregate
    {
        public override string Name => "count";

        internal override double Of(EntityRows rows, long now) => rows.At.Length;
    }

    private sealed record Summed : Aggregate
    {
        public override string Name => "sum";

        internal override double Of(EntityRows rows, long now) => rows.Sum();
    }

    private sealed record Averaged : Aggregate
    {
        public override string Name => "mean";

        internal override double Of(EntityRows rows, long now) =>
            rows.At.IsEmpty ? double.NaN : rows.Sum() / rows.At.Length;
    }

    private sealed record Smallest : Aggregate
    {
        public override string Name => "min";

        internal override double Of(EntityRows rows, long now)
        {
            var least = double.NaN;
            foreach (var value in rows.Value)
                least = double.IsNaN(least) || value < least ? value : least;
            return least;
        }
    }

    private sealed record Largest : Aggregate
    {
        public override string Name => "max";

        internal override double Of(EntityRows rows, long now)
        {
            var most = double.NaN;
            foreach (var value in rows.Value)
                most = double.IsNaN(most) || value > most ? value : most;
            return most;
        }
    }

    private sealed record Spread : Aggregate
    {
        public override string Name => "std";

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

    private sealed record Earliest : Aggregate
    {
        public override string Name => "first";

        internal override double Of(EntityRows rows, long now)
        {
            var value = double.NaN;
            for (var i = 0; i < rows.At.Length && rows.At[i] == rows.At[0]; i++)
                value = double.IsNaN(value) || rows.Value[i] < value ? rows.Value[i] : value;
            return value;
        }
    }

    private sealed record Latest : Aggregate
    {
        public override string Name => "last";

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

    internal sealed record Decayed(TimeSpan HalfLife) : Aggregate
    {
        public override string Name => $"decayed_mean_{Window.Sliding(HalfLife).Name}";

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
