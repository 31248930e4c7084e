using System.Runtime.InteropServices;

namespace Ninefold.Features.Views;

/// <summary>
/// An aggregate over a window that moves forward through an entity's observations. Each of them enters and leaves once, so a
/// long window costs no more than a short one; values are merged and never subtracted, so none is lost to rounding.
/// </summary>
internal abstract class SlidingAggregate
{
    /// <summary>The value of the window as of a moment; neither may be before those of the last call.</summary>
    /// <param name="earlier">All observations of the entity before the moment, oldest first.</param>
    /// <param name="first">The first of them in the window.</param>
    /// <param name="now">The moment, Unix milliseconds.</param>
    public abstract double Move(EntityRows earlier, int first, long now);

    /// <summary>Goes on with another entity.</summary>
    public abstract void Restart();

    /// <summary>The quickest way to an aggregate: where none is known, it is computed anew for each window.</summary>
    public static SlidingAggregate Of(Aggregate aggregate) =>
        aggregate switch
        {
            _ when aggregate == Aggregate.Sum => new Merged<double>((_, v) => v, (a, b) => a + b, (s, _) => s, 0),
            _ when aggregate == Aggregate.Mean => new Merged<double>((_, v) => v, (a, b) => a + b, (s, n) => s / n),
            _ when aggregate == Aggregate.Min => new Merged<double>((_, v) => v, (a, b) => b < a ? b : a, (m, _) => m),
            _ when aggregate == Aggregate.Max => new Merged<double>((_, v) => v, (a, b) => b > a ? b : a, (m, _) => m),
            _ when aggregate == Aggregate.StandardDeviation => new Merged<MeanAndSquares>(
                (_, v) => new(1, v, 0),
                MeanAndSquares.Merge,
                (m, n) => Math.Sqrt(m.Squares / n)
            ),
            _ when aggregate == Aggregate.DistinctCount => new Different(),
            Aggregate.Decayed d => new Merged<Weighted>(
                (at, v) => new(at, v, 1),
                (a, b) => Weighted.Merge(a, b, d.HalfLife.TotalMilliseconds),
                (w, _) => w.Sum / w.Weights
            ),
            _ => new Whole(aggregate),
        };

    private sealed class Whole(Aggregate aggregate) : SlidingAggregate
    {
        public override double Move(EntityRows earlier, int first, long now) => aggregate.Of(earlier.Slice(first), now);

        public override void Restart() { }
    }

    /// <summary>
    /// A queue of two stacks: totals from each observation up to a middle, and one total from there on. When the window has
    /// left the first stack behind, what it holds becomes the first stack. At most three merges an observation.
    /// </summary>
    /// <param name="one">The total of a single observation: its moment and value.</param>
    /// <param name="merge">Of an earlier and a later part.</param>
    /// <param name="value">Of a total of so many observations.</param>
    /// <param name="none">The value of an empty window.</param>
    private sealed class Merged<T>(
        Func<long, double, T> one,
        Func<T, T, T> merge,
        Func<T, int, double> value,
        double none = double.NaN
    ) : SlidingAggregate
        where T : struct
    {
        private T[] upToMiddle = [];
        private T fromMiddle;
        private int middle;
        private int end;

        public override double Move(EntityRows earlier, int first, long now)
        {
            for (; end < earlier.At.Length; end++)
            {
                var added = one(earlier.At[end], earlier.Value[end]);
                fromMiddle = end == middle ? added : merge(fromMiddle, added);
            }
            if (first > middle)
                Turn(earlier, first);
            if (first == end)
                return none;
            var total =
                first == middle ? fromMiddle
                : middle == end ? upToMiddle[first]
                : merge(upToMiddle[first], fromMiddle);
            return value(total, end - first);
        }

        private void Turn(EntityRows earlier, int first)
        {
            if (upToMiddle.Length < end)
                Array.Resize(ref upToMiddle, 2 * end);
            for (var i = end - 1; i >= first; i--)
            {
                var added = one(earlier.At[i], earlier.Value[i]);
                upToMiddle[i] = i == end - 1 ? added : merge(added, upToMiddle[i + 1]);
            }
            middle = end;
        }

        public override void Restart() => (middle, end) = (0, 0);
    }

    private sealed class Different : SlidingAggregate
    {
        private readonly Dictionary<ulong, int> times = [];
        private int start;
        private int end;

        public override double Move(EntityRows earlier, int first, long now)
        {
            for (; end < earlier.At.Length; end++)
                CollectionsMarshal.GetValueRefOrAddDefault(times, earlier.Counterpart[end], out _)++;
            for (; start < first; start++)
                if (--CollectionsMarshal.GetValueRefOrNullRef(times, earlier.Counterpart[start]) == 0)
                    times.Remove(earlier.Counterpart[start]);
            return times.Count;
        }

        public override void Restart()
        {
            times.Clear();
            (start, end) = (0, 0);
        }
    }

    /// <summary>Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).</summary>
    private readonly record struct MeanAndSquares(double Count, double Mean, double Squares)
    {
        public static MeanAndSquares Merge(MeanAndSquares a, MeanAndSquares b)
        {
            var (count, apart) = (a.Count + b.Count, b.Mean - a.Mean);
            return new(
                count,
                a.Mean + apart * b.Count / count,
                a.Squares + b.Squares + apart * apart * a.Count * b.Count / count
            );
        }
    }

    /// <summary>Weights are relative to the latest observation's, which is 1.</summary>
    private readonly record struct Weighted(long Latest, double Sum, double Weights)
    {
        public static Weighted Merge(Weighted a, Weighted b, double halfLife)
        {
            var scale = double.Exp2((a.Latest - b.Latest) / halfLife);
            return new(b.Latest, a.Sum * scale + b.Sum, a.Weights * scale + b.Weights);
        }
    }
}
