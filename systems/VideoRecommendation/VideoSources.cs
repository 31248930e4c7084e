using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Factorization;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Popularity;
using Ninefold.Models.Vectors;
using Ninefold.Torch.Sequences;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>The ladder of candidate sources. Those that rank by vectors search a vector index.</summary>
internal static class VideoSources
{
    private static readonly IndexedSource Factors = new(new AlternatingLeastSquares());

    private static readonly IndexedSource Towers = new(
        new TwoTower(Width: 32, Temperature: .2, Dropout: .3)
        {
            Training = new(Epochs: 150, LearningRate: 5e-3, Patience: 15),
        }
    );

    private static readonly IndexedSource Sequence = new(
        new SasRec(Width: 32, Blocks: 1, Heads: 1, Negatives: 1000)
        {
            Training = new(Epochs: 40, BatchSize: 32, LearningRate: 3e-3, Patience: 6),
        }
    );

    private static readonly IReadOnlyList<FusedMember> Fused =
    [
        new(new Transitions(), 1),
        new(new ItemKnn(), .1),
        new(Factors, .1),
        new(new UserKnn(), .1),
        new(new Trending(), .1),
    ];

    /// <summary>Rungs that any machine can train.</summary>
    public static readonly IReadOnlyList<ITrainer<Interactions, ICandidateSource>> Plain =
    [
        new MostPopular(),
        new Trending(),
        new ItemKnn(),
        Factors,
        new Transitions(),
        new FusedSources(Fused),
    ];

    /// <summary>Rungs above them that need libtorch to train, and not to answer.</summary>
    public static readonly IReadOnlyList<ITrainer<Interactions, ICandidateSource>> Neural =
    [
        Towers,
        Sequence,
        new FusedSources([.. Fused, new(Towers, .1), new(Sequence, .1)]) { Name = "fused-neural" },
    ];
}
