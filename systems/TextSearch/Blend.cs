using Ninefold.Flows;
using Ninefold.Flows.Reranking;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Linear;

namespace Ninefold.Systems.TextSearch;

/// <summary>How what the words found and what means the like become one list.</summary>
public enum BlendKind
{
    /// <summary>The vectors are not asked.</summary>
    WordsAlone,

    /// <summary>By the places in both lists.</summary>
    ReciprocalRank,

    /// <summary>By the scores in both lists, each stretched to run from 0 to 1.</summary>
    WeightedSum,

    /// <summary>By what judged queries tell of both lists.</summary>
    Learned,
}

/// <summary>How two lists become one.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Meaning">What the vectors' list counts beside the words' list; of the ways that are not learned.</param>
/// <param name="Fusion">What was learned; null where nothing was.</param>
public sealed record Blend(BlendKind Kind, double Meaning = 1, LearnedFusion? Fusion = null)
{
    private const double FirstPlaces = 60;

    /// <summary>One list of both, best first.</summary>
    internal ScoredItem[] Of(IReadOnlyList<ScoredItem> words, IReadOnlyList<ScoredItem> meaning)
    {
        var all = words.Count + meaning.Count;
        return Kind switch
        {
            BlendKind.WordsAlone => [.. words],
            BlendKind.ReciprocalRank => Flows.Reranking.Fusion.ReciprocalRank(
                FirstPlaces,
                all,
                new(words),
                new(meaning, Meaning)
            ),
            BlendKind.WeightedSum => Flows.Reranking.Fusion.WeightedSum(all, new(words), new(meaning, Meaning)),
            _ => Fusion!.Fuse(all, words, meaning),
        };
    }
}

/// <summary>A rung of the blender: of fixed weights the one that does best on the training queries, or all is learned from them.</summary>
/// <param name="Name">The rung's name.</param>
/// <param name="Kind">In which way the lists become one.</param>
internal sealed record BlendRung(string Name, BlendKind Kind) : ITrainer<IReadOnlyList<SourceLists>, Blend>
{
    private static readonly double[] Weights = [.1, .2, .3, .5, .8, 1.2];

    /// <inheritdoc/>
    public Blend Fit(IReadOnlyList<SourceLists> data, TrainingContext context) =>
        Kind switch
        {
            BlendKind.WordsAlone => new(Kind),
            BlendKind.Learned => data.Any(d => d.FoundRelevant)
                ? new(
                    Kind,
                    Fusion: new FusionTrainer().Fit(
                        [.. data.Select(d => new JudgedLists([d.Words, d.Meaning], d.Relevant.ToHashSet()))],
                        context
                    )
                )
                : new(BlendKind.WordsAlone),
            _ => Weights
                .Select(weight => new Blend(Kind, weight))
                .MaxBy(blend => new AveragePrecisionAtK().Compute([.. data.Select(d => d.Judge(blend))]))!,
        };
}
