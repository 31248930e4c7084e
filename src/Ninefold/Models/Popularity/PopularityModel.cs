using Ninefold.Flows;

namespace Ninefold.Models.Popularity;

/// <summary>One ranking for everyone.</summary>
/// <param name="Items">Item numbers, best first.</param>
/// <param name="Scores">Their scores, falling.</param>
public sealed record PopularityModel(int[] Items, float[] Scores) : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        var found = new ScoredItem[Math.Min(query.Count, Items.Length)];
        for (var i = 0; i < found.Length; i++)
            found[i] = new(Items[i], Scores[i]);
        return found;
    }
}
