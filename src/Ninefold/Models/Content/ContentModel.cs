using System.Buffers;
using System.Numerics.Tensors;
using Ninefold.Flows;
using Ninefold.Models.Neighbors;

namespace Ninefold.Models.Content;

/// <summary>Items as sparse vectors of terms, each of length 1 or empty.</summary>
/// <param name="Offsets">The terms of item i lie at <c>Offsets[i]</c> to <c>Offsets[i + 1]</c>; Items + 1 values.</param>
/// <param name="Terms">Term numbers, rising within an item.</param>
/// <param name="Weights">Their tf-idf weights, above 0.</param>
/// <param name="TermCount">How many terms there are.</param>
/// <param name="Recency">How the history is weighted.</param>
public sealed record ContentModel(int[] Offsets, int[] Terms, float[] Weights, int TermCount, Recency Recency)
    : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        var items = Offsets.Length - 1;
        var pooled = ArrayPool<float>.Shared.Rent(TermCount);
        var profile = pooled.AsSpan(0, TermCount);
        profile.Clear();
        var history = query.History.Span;
        for (var place = 0; place < history.Length; place++)
            if ((uint)history[place].Item < (uint)items)
            {
                var weight = Recency.Weight(history, place, query.Now);
                for (var at = Offsets[history[place].Item]; at < Offsets[history[place].Item + 1]; at++)
                    profile[Terms[at]] += weight * Weights[at];
            }
        var norm = TensorPrimitives.Norm<float>(profile);
        using var scores = new ItemScores(items);
        if (norm > 0)
            for (var item = 0; item < items; item++)
                scores.Add(item, Dot(profile, item) / norm);
        ArrayPool<float>.Shared.Return(pooled);
        return scores.Top(query.Count);
    }

    /// <summary>The cosine of two items' terms, 0 to 1; 0 where one has none.</summary>
    public double Similarity(int a, int b)
    {
        var sum = 0f;
        for (int i = Offsets[a], j = Offsets[b]; i < Offsets[a + 1] && j < Offsets[b + 1]; )
            if (Terms[i] == Terms[j])
                sum += Weights[i++] * Weights[j++];
            else if (Terms[i] < Terms[j])
                i++;
            else
                j++;
        return Math.Min(1, sum);
    }

    private float Dot(ReadOnlySpan<float> profile, int item)
    {
        var sum = 0f;
        for (var at = Offsets[item]; at < Offsets[item + 1]; at++)
            sum += profile[Terms[at]] * Weights[at];
        return sum;
    }
}
