using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Flows.Reranking;

namespace Ninefold.Models.Ensembles;

/// <summary>
/// Several candidate sources as one: the last rung of a ladder of sources. Each list's scores are stretched to run from
/// 0 to 1, weighted and summed; a flow may ask the members side by side instead and leave the order to a ranker.
/// </summary>
/// <param name="Members">Trainers of different names, at least two.</param>
public sealed record FusedSources(params IReadOnlyList<FusedMember> Members) : ITrainer<Interactions, FusedSourcesModel>
{
    /// <summary>Short and lower-case; another one where a ladder has several fusions.</summary>
    public string Name { get; init; } =
        Members.Count >= 2 && Members.DistinctBy(m => m.Source.Name).Count() == Members.Count
            ? "fused"
            : throw new ArgumentException(
                $"Fused sources need at least two members of different names, got [{string.Join(", ", Members.Select(m => m.Source.Name))}]."
            );

    /// <inheritdoc/>
    public FusedSourcesModel Fit(Interactions data, TrainingContext context) =>
        new(
            [.. Members.Select(m => new NamedSource(m.Source.Name, context.Fit(m.Source, data)))],
            [.. Members.Select(m => m.Weight)]
        );
}

/// <summary>A source within a fusion.</summary>
/// <param name="Source">Trains it.</param>
/// <param name="Weight">What its list counts beside the others, at least 0.</param>
public sealed record FusedMember(ITrainer<Interactions, ICandidateSource> Source, double Weight)
{
    /// <summary>What its list counts beside the others.</summary>
    public double Weight { get; } =
        Weight >= 0 && double.IsFinite(Weight)
            ? Weight
            : throw new ArgumentOutOfRangeException(
                nameof(Weight),
                $"The weight of {Source.Name} must be finite and at least 0, got {Weight}."
            );
}

/// <summary>Fused candidate sources.</summary>
/// <param name="Members">The sources by name.</param>
/// <param name="Weights">What each counts, in the order of the members.</param>
public sealed record FusedSourcesModel(IReadOnlyList<NamedSource> Members, double[] Weights) : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        var lists = new WeightedList[Members.Count];
        for (var i = 0; i < lists.Length; i++)
            lists[i] = new(Members[i].Source.Find(query), Weights[i]);
        return Fusion.WeightedSum(query.Count, lists);
    }
}
