using System.Globalization;
using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>
/// Picks the kind and the parameters of an index for given vectors: of those that fit into the memory and reach the recall,
/// the one that answers fastest here and now, or the simplest that is fast enough. Widths are chosen on one half of the queries and judged on the other.
/// </summary>
/// <param name="Recall">The share of the best that must be found, above 0 and at most 1.</param>
/// <param name="BytesPerVector">The most memory a vector may take; the full vectors are always kept.</param>
/// <param name="Each">How many results a search wants, at least 1.</param>
/// <param name="Metric">What makes two vectors close.</param>
/// <param name="Seed">Of the indexes.</param>
public sealed record VectorIndexTuner(
    double Recall = .95,
    double BytesPerVector = double.PositiveInfinity,
    int Each = 10,
    VectorMetric Metric = VectorMetric.InnerProduct,
    int Seed = 0
)
{
    private const int Widest = 4096;

    private const string Exact = "exact";
    private const string Graph = "HNSW";

    /// <summary>From the simplest.</summary>
    private static readonly string[] Kinds =
    [
        Exact,
        Graph,
        "HNSW with 8-bit codes",
        "HNSW with 4-bit codes",
        "IVF with 8-bit codes",
        "IVF with 4-bit products",
        "LSH",
        "random-projection trees",
    ];

    /// <summary>
    /// How many microseconds a search may take, at least 0, for an index to be taken without trying what is less simple: so the
    /// clock decides less, and a small catalogue costs no time. With 0 all are tried, and the fastest is taken.
    /// </summary>
    public double FastEnough
    {
        get;
        init =>
            field =
                value >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(FastEnough),
                        $"FastEnough must be at least 0, got {value}."
                    );
    }

    /// <summary>Builds one kind after the other over the vectors, as the items 0, 1, 2 and so on, and tries it on the queries.</summary>
    /// <param name="vectors">The vectors end to end, or a sample of them that is large enough to be like all.</param>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="queries">At least two queries like those to come, end to end, that are none of the vectors.</param>
    /// <param name="time">What searches are timed by.</param>
    /// <exception cref="ArgumentException">A parameter or a vector is not allowed.</exception>
    /// <exception cref="InvalidOperationException">No kind fits into the memory.</exception>
    public TunedIndex Tune(ReadOnlySpan<float> vectors, int dimensions, ReadOnlySpan<float> queries, TimeProvider time)
    {
        if (!(Recall is > 0 and <= 1))
            throw new ArgumentException($"Recall must be above 0 and at most 1, got {Recall}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Each, 1);
        VectorChecks.Stored(queries, dimensions, Metric);
        var half = queries.Length / dimensions / 2 * dimensions;
        if (half == 0)
            throw new ArgumentException("At least two queries are needed: to choose by, and to judge by.");
        var trials = new List<VectorIndexTrial>();
        foreach (var kind in Kinds)
        {
            var index = Build(kind, vectors, dimensions, trials);
            trials.Add(Try(kind, index, queries[..half], queries[half..], time));
            if (IsFastEnough(trials[^1]))
                break;
        }
        var best =
            trials.FirstOrDefault(IsFastEnough)
            ?? trials.Where(t => t.Fits).MinBy(t => t.Microseconds)
            ?? throw new InvalidOperationException(
                $"No index fits into {BytesPerVector} bytes a vector with a recall of {Recall}: "
                    + $"the smallest takes {trials.Min(t => t.BytesPerVector):F0}."
            );
        return new(best.Index, best, Reason(best, trials), trials);
    }

    private IVectorIndex Build(string kind, ReadOnlySpan<float> vectors, int dimensions, List<VectorIndexTrial> trials)
    {
        var plain = new VectorIndexOptions { Metric = Metric, Seed = Seed };
        var ivf = new IvfOptions { Metric = Metric, Seed = Seed };
        return kind switch
        {
            Exact => new ExactIndex(vectors, dimensions, plain),
            Graph => new HnswIndex(vectors, dimensions, new HnswOptions(Metric: Metric, Seed: Seed)),
            "HNSW with 8-bit codes" => Recoded(VectorCoding.EightBits),
            "HNSW with 4-bit codes" => Recoded(VectorCoding.FourBits),
            "IVF with 8-bit codes" => new IvfIndex(vectors, dimensions, ivf with { Coding = VectorCoding.EightBits }),
            "IVF with 4-bit products" => new IvfIndex(
                vectors,
                dimensions,
                ivf with
                {
                    Products = (dimensions + 1) / 2,
                }
            ),
            "LSH" => new LshIndex(vectors, dimensions, new LshOptions { Metric = Metric, Seed = Seed }),
            _ => new TreeIndex(vectors, dimensions, new TreeOptions { Metric = Metric, Seed = Seed }),
        };

        HnswIndex Recoded(VectorCoding coding) =>
            ((HnswIndex)trials.Single(t => t.Name == Graph).Index).Recoded(coding);
    }

    private VectorIndexTrial Try(
        string name,
        IVectorIndex index,
        ReadOnlySpan<float> choosing,
        ReadOnlySpan<float> judging,
        TimeProvider time
    )
    {
        var (low, high) = (0, 1);
        for (; high < Widest && RecallAt(index, choosing, high) < Recall; high *= 2)
            low = high;
        while (high - low > 1)
            if ((low + high) / 2 is var middle && RecallAt(index, choosing, middle) < Recall)
                low = middle;
            else
                high = middle;
        index.Width = high;
        // What a chosen width just reached, it may just miss on other queries: a tenth more.
        if (RecallAt(index, judging, high) < Recall)
            index.Width = high + (high / 10) + 1;
        var recall = RecallAt(index, judging, index.Width);
        var results = new ScoredItem[Each];
        var start = time.GetTimestamp();
        for (var at = 0; at < judging.Length; at += index.Dimensions)
            index.Search(judging.Slice(at, index.Dimensions), results);
        var each = time.GetElapsedTime(start).TotalMicroseconds / (judging.Length / index.Dimensions);
        // A miss by less than the noise of so many queries is none.
        var noise = 2 * Math.Sqrt(Recall * (1 - Recall) / (judging.Length / index.Dimensions * Each));
        var fault =
            index.BytesPerVector > BytesPerVector ? $"takes {Text(index.BytesPerVector)} bytes a vector"
            : recall < Recall - noise ? $"finds {recall.ToString("F3", CultureInfo.InvariantCulture)} of the best"
            : null;
        return new(name, index, index.Width, recall, each, index.BytesPerVector, fault);
    }

    private double RecallAt(IVectorIndex index, ReadOnlySpan<float> queries, int width)
    {
        index.Width = width;
        return index.Evaluate(queries, Each);
    }

    private bool IsFastEnough(VectorIndexTrial trial) => trial.Fits && trial.Microseconds <= FastEnough;

    private string Reason(VectorIndexTrial best, List<VectorIndexTrial> trials)
    {
        var next = trials.Where(t => t.Fits && t != best).MinBy(t => t.Microseconds);
        var refused = trials.Where(t => !t.Fits).Select(t => $"{t.Name} {t.Fault}").ToArray();
        return $"{best.Name} at width {best.Width} finds {best.Recall.ToString("F3", CultureInfo.InvariantCulture)} of the "
            + $"best in {Text(best.Microseconds)} µs with {Text(best.BytesPerVector)} bytes a vector, "
            + (
                IsFastEnough(best) ? $"and {Text(FastEnough)} µs is fast enough: nothing less simple was tried"
                : next is null ? "and nothing else fits"
                : $"where the next best, {next.Name}, takes {Text(next.Microseconds)} µs"
            )
            + (refused.Length == 0 ? "." : $"; {string.Join(", ", refused)}.");
    }

    private static string Text(double value) => value.ToString(value < 100 ? "F1" : "F0", CultureInfo.InvariantCulture);
}
