using System.Numerics.Tensors;
using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Bench.VectorIndex;

/// <summary>Queries with their true neighbours.</summary>
/// <param name="values">The queries end to end.</param>
/// <param name="vectors">What is searched.</param>
/// <param name="dimensions">Of each.</param>
/// <param name="each">How many neighbours are looked for.</param>
internal sealed class Queries(float[] values, float[] vectors, int dimensions, int each)
{
    private readonly HashSet<int>[] truth =
    [
        .. Enumerable.Range(0, values.Length / dimensions).Select(q => Nearest(values, q, vectors, dimensions, each)),
    ];

    public int Count => truth.Length;

    /// <summary>Answers all queries with the index.</summary>
    /// <returns>Processor seconds.</returns>
    public double Search(HnswIndex index, int width, int[] found)
    {
        index.Width = width;
        var results = new ScoredItem[each];
        var start = Environment.CpuUsage.TotalTime;
        for (var q = 0; q < Count; q++)
        {
            index.Search(values.AsSpan(q * dimensions, dimensions), results);
            for (var r = 0; r < each; r++)
                found[(q * each) + r] = results[r].Item;
        }
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    /// <summary>The share of the true neighbours that were found.</summary>
    public double Recall(int[] found) =>
        found.Select((item, at) => truth[at / each].Contains(item) ? 1 : 0).Sum() / (double)found.Length;

    private static HashSet<int> Nearest(float[] values, int query, float[] vectors, int dimensions, int each)
    {
        var row = values.AsSpan(query * dimensions, dimensions);
        var distances = new float[vectors.Length / dimensions];
        for (var v = 0; v < distances.Length; v++)
            distances[v] = TensorPrimitives.Distance(row, vectors.AsSpan(v * dimensions, dimensions));
        var items = Enumerable.Range(0, distances.Length).ToArray();
        Array.Sort(distances, items);
        return [.. items.Take(each)];
    }
}
