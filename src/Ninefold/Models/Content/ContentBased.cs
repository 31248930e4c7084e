using Ninefold.Features;
using Ninefold.Models.Neighbors;

namespace Ninefold.Models.Content;

/// <summary>
/// Proposes what is described like the history: items are tf-idf vectors of their terms, a user is the recency-weighted
/// mean of the history's, and the cosine of the two ranks. Knows items that nobody took yet.
/// </summary>
/// <param name="HalfLife">Of the history's weight, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight, in days before the query; above 0, null for none.</param>
public sealed record ContentBased(double? HalfLife = 3, double? HalfLifeDays = null)
    : ITrainer<ItemContent, ContentModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("content-based", Parameters.Above(HalfLife, 0), Parameters.Above(HalfLifeDays, 0));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There is not one list of terms for each item.</exception>
    public ContentModel Fit(ItemContent data, TrainingContext context)
    {
        if (data.Terms.Count != data.Items.Count)
            throw new ArgumentException(
                $"{data.Items.Count} items need as many lists of terms, got {data.Terms.Count}."
            );
        context.Cancellation.ThrowIfCancellationRequested();
        var itemsWith = data
            .Terms.SelectMany(terms => terms.Distinct(StringComparer.Ordinal))
            .CountBy(term => term, StringComparer.Ordinal)
            .ToDictionary(StringComparer.Ordinal);
        var numbers = itemsWith
            .Keys.Order(StringComparer.Ordinal)
            .Select((term, number) => (term, number))
            .ToDictionary(t => t.term, t => t.number, StringComparer.Ordinal);
        var offsets = new int[data.Items.Count + 1];
        var columns = new List<int>();
        var weights = new List<float>();
        for (var item = 0; item < data.Items.Count; item++)
        {
            var vector = data.Terms[item]
                .CountBy(term => term, StringComparer.Ordinal)
                .Select(t =>
                    (
                        Term: numbers[t.Key],
                        Weight: t.Value * Math.Log(1 + ((double)data.Items.Count / itemsWith[t.Key]))
                    )
                )
                .OrderBy(t => t.Term)
                .ToList();
            var norm = Math.Sqrt(vector.Sum(t => t.Weight * t.Weight));
            columns.AddRange(vector.Select(t => t.Term));
            weights.AddRange(vector.Select(t => (float)(t.Weight / norm)));
            offsets[item + 1] = columns.Count;
        }
        return new(offsets, [.. columns], [.. weights], numbers.Count, new Recency(HalfLife, HalfLifeDays));
    }
}
