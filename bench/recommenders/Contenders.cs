using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Content;
using Ninefold.Models.Factorization;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Popularity;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Recommenders;

/// <summary>Every recommender of the engine, with the same number of trials.</summary>
internal static class Contenders
{
    private static readonly Choice<double?> HalfLives = new(null, 1, 2, 3, 5, 10, 30);
    private static readonly Choice<int> Widths = new(16, 32, 64, 128);

    public static IReadOnlyList<Contender> Of(Table table) =>
        [
            Plain(new MostPopular(), []),
            .. table.HasTimes
                ? new[]
                {
                    Plain(
                        new Trending(),
                        new() { { "days", new LogUniform(3, 1000), (t, v) => t with { HalfLifeDays = v } } }
                    ),
                }
                : [],
            new Contender<ContentBased>(
                "content-based",
                new(),
                new() { { "half-life", HalfLives, (t, v) => t with { HalfLife = v } } },
                (trainer, _, context) => trainer.Fit(table.Content, context)
            ),
            Plain(
                new ItemKnn(),
                new()
                {
                    { "neighbours", new Choice<int>(20, 50, 100, 200, 500), (t, v) => t with { Neighbors = v } },
                    {
                        "weighting",
                        new Choice<Weighting>(Enum.GetValues<Weighting>()),
                        (t, v) => t with { Weighting = v }
                    },
                    { "shrinkage", new LogUniform(.5, 200), (t, v) => t with { Shrinkage = v } },
                    { "half-life", HalfLives, (t, v) => t with { HalfLife = v } },
                }
            ),
            Plain(
                new UserKnn(),
                new()
                {
                    { "neighbours", new Choice<int>(10, 20, 50, 100, 200, 400), (t, v) => t with { Neighbors = v } },
                    { "shrinkage", new LogUniform(.5, 200), (t, v) => t with { Shrinkage = v } },
                    { "half-life", HalfLives, (t, v) => t with { HalfLife = v } },
                }
            ),
            Plain(
                new Transitions(),
                new()
                {
                    { "window", new Choice<int>(3, 10, 30, 60), (t, v) => t with { Window = v } },
                    { "decay", new Uniform(.5, 1), (t, v) => t with { Decay = v } },
                    { "shrinkage", new LogUniform(.5, 200), (t, v) => t with { Shrinkage = v } },
                    { "damping", new Uniform(0, .8), (t, v) => t with { Damping = v } },
                    { "half-life", HalfLives, (t, v) => t with { HalfLife = v } },
                }
            ),
            Plain(
                new AlternatingLeastSquares(),
                new()
                {
                    { "factors", Widths, (t, v) => t with { Factors = v } },
                    { "regularization", new LogUniform(1, 300), (t, v) => t with { Regularization = v } },
                    { "alpha", new LogUniform(.3, 40), (t, v) => t with { Alpha = v } },
                    { "half-life", HalfLives, (t, v) => t with { HalfLife = v } },
                }
            ),
            Pairwise(PairwiseLoss.Bpr),
            Pairwise(PairwiseLoss.Warp),
            Plain(
                new ShallowAutoencoder(),
                new()
                {
                    { "l2", new LogUniform(5, 3000), (t, v) => t with { L2 = v } },
                    { "half-life", HalfLives, (t, v) => t with { HalfLife = v } },
                }
            ),
            Plain(
                new SparseLinear(),
                new()
                {
                    { "l1", new LogUniform(.1, 10), (t, v) => t with { L1 = v } },
                    { "l2", new LogUniform(1, 500), (t, v) => t with { L2 = v } },
                    { "half-life", HalfLives, (t, v) => t with { HalfLife = v } },
                }
            ),
        ];

    private static Contender<PairwiseRanking> Pairwise(PairwiseLoss loss) =>
        Plain(
            new PairwiseRanking(loss),
            new()
            {
                { "factors", Widths, (t, v) => t with { Factors = v } },
                { "epochs", new Choice<int>(10, 30), (t, v) => t with { Epochs = v } },
                { "rate", new LogUniform(.01, .2), (t, v) => t with { LearningRate = v } },
                { "l2", new LogUniform(1e-4, .1), (t, v) => t with { L2 = v } },
                { "regularization", new LogUniform(.1, 100), (t, v) => t with { Regularization = v } },
                { "alpha", new LogUniform(.3, 40), (t, v) => t with { Alpha = v } },
                { "half-life", HalfLives, (t, v) => t with { HalfLife = v } },
            }
        );

    private static Contender<TTrainer> Plain<TTrainer>(TTrainer start, SearchSpace<TTrainer> space)
        where TTrainer : ITrainer<Interactions, ICandidateSource> =>
        new(start.Name, start, space, (trainer, data, context) => trainer.Fit(data, context));
}
