using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;

namespace Ninefold.Models.Ensembles;

/// <summary>
/// Several candidate sources as one: the last rung of a ladder of sources. Their lists are made one by reciprocal rank
/// fusion; a flow may ask the members side by side instead and leave the order to a ranker.
/// </summary>
/// <param name="Members">Trainers of different names, at least two.</param>
public sealed record FusedSources(params IReadOnlyList<ITrainer<Interactions, ICandidateSource>> Members)
    : ITrainer<Interactions, FusedSourcesModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Members.Count >= 2 && Members.DistinctBy(m => m.Name).Count() == Members.Count
            ? "fused"
            : throw new ArgumentException(
                $"Fused sources need at least two members of different names, got [{string.Join(", ", Members.Select(m => m.Name))}]."
            );

    /// <inheritdoc/>
    public FusedSourcesModel Fit(Interactions data, TrainingContext context) =>
        new([.. Members.Select(m => new NamedSource(m.Name, context.Fit(m, data)))]);
}

/// <summary>Fused candidate sources.</summary>
/// <param name="Members">The sources by name.</param>
public sealed record FusedSourcesModel(IReadOnlyList<NamedSource> Members) : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        var lists = new WeightedList[Members.Count];
        for (var i = 0; i < lists.Length; i++)
            lists[i] = new(Members[i].Source.Find(query));
        return Fusion.ReciprocalRank(60, query.Count, lists);
    }
}
