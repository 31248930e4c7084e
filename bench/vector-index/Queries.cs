using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Bench.VectorIndex;

/// <summary>Queries with their true neighbours.</summary>
internal sealed class Queries
{
    private readonly HashSet<int>[] truth;

    /// <param name="values">The queries end to end.</param>
    /// <param name="first">Where they begin in the peer's file.</param>
    /// <param name="exact">What finds the truth.</param>
    /// <param name="each">How many neighbours are looked for.</param>
    public Queries(float[] values, int first, ExactIndex exact, int each)
    {
        (Values, First) = (values, first);
        var results = new ScoredItem[values.Length / exact.Dimensions * each];
        exact.SearchBatch(values, results, each);
        truth = [.. results.Select(r => r.Item).Chunk(each).Select(items => items.ToHashSet())];
    }

    public float[] Values { get; }
    public int First { get; }
    public int Count => truth.Length;

    /// <summary>The share of the true neighbours that were found.</summary>
    public double Recall(int[] found) =>
        found.Select((item, at) => truth[at / (found.Length / Count)].Contains(item) ? 1 : 0).Sum()
        / (double)found.Length;
}
