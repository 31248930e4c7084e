using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Bench.VectorIndex;

/// <summary>What is measured: it answers all queries of a set at a width.</summary>
/// <param name="Name">Of the index.</param>
/// <param name="Widest">The greatest width that is tried.</param>
/// <param name="BuildSeconds">Processor seconds.</param>
/// <param name="BytesPerVector">Of memory.</param>
/// <param name="Search">Given the queries, the width, and where the found items go: processor seconds.</param>
internal sealed record Contender(
    string Name,
    int Widest,
    double BuildSeconds,
    double BytesPerVector,
    Func<Queries, int, int[], double> Search
)
{
    private const int PerBatch = 1000;

    /// <summary>An index of ours, asked one query at a time or 1,000 at once.</summary>
    public static Contender Of(string name, IVectorIndex index, int widest, double buildSeconds, bool batch) =>
        new(
            name,
            widest,
            buildSeconds,
            index.BytesPerVector,
            (queries, width, found) =>
            {
                var each = found.Length / queries.Count;
                var results = new ScoredItem[found.Length];
                index.Width = width;
                var start = Environment.CpuUsage.TotalTime;
                for (var first = 0; first < queries.Count && batch; first += PerBatch)
                {
                    var count = Math.Min(PerBatch, queries.Count - first);
                    index.SearchBatch(
                        queries.Values.AsSpan(first * index.Dimensions, count * index.Dimensions),
                        results.AsSpan(first * each, count * each),
                        each
                    );
                }
                if (!batch)
                    for (var q = 0; q < queries.Count; q++)
                        index.Search(
                            queries.Values.AsSpan(q * index.Dimensions, index.Dimensions),
                            results.AsSpan(q * each, each)
                        );
                var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
                for (var i = 0; i < found.Length; i++)
                    found[i] = results[i].Item;
                return seconds;
            }
        );

    /// <summary>The smallest width that finds so much of the best, or null.</summary>
    public int? WidthFor(double recall, Queries queries, int each)
    {
        var found = new int[queries.Count * each];
        bool Reaches(int width)
        {
            Search(queries, width, found);
            return queries.Recall(found) >= recall;
        }
        var (low, high) = (0, 1);
        for (; !Reaches(high); high *= 2)
            if ((low = high) * 2 > Widest)
                return null;
        while (high - low > 1)
            (low, high) = Reaches((low + high) / 2) ? (low, (low + high) / 2) : ((low + high) / 2, high);
        return high;
    }
}
