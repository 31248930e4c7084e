using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Bench.LearningToRank;

/// <summary>What LightGBM's own tests measure.</summary>
/// <param name="Objective">What is minimised.</param>
/// <param name="BestRound">The round at which it stopped.</param>
/// <param name="NdcgAt1">By LightGBM's own metric on the test queries, at that round.</param>
/// <param name="NdcgAt3">As above.</param>
/// <param name="FloorAt1">What those tests demand.</param>
/// <param name="FloorAt3">As above.</param>
internal sealed record OwnProtocol(
    string Objective,
    int BestRound,
    double NdcgAt1,
    double NdcgAt3,
    double FloorAt1,
    double FloorAt3
)
{
    private const int Rounds = 50;
    private const int Patience = 10;

    public bool Met => NdcgAt1 > FloorAt1 && NdcgAt3 > FloorAt3;

    /// <summary>
    /// As LightGBM's tests do: at most 50 trees of 31 leaves, a learning rate that falls from .1 to .01 in nine rounds, stopped
    /// once NDCG@1 or NDCG@3 of the test queries, asked in this order, has not risen for ten rounds.
    /// </summary>
    public static OwnProtocol Run(TreeObjective objective, TabularData data, double floorAt1, double floorAt3, int seed)
    {
        var (first, third) = (Curve(1), Curve(3));
        for (var round = 1; round <= Rounds; round++)
            foreach (var values in new[] { first, third })
                if (Best(values, round) is var best && (round - best >= Patience || round == Rounds))
                    return new($"{objective}", best, first[best - 1], third[best - 1], floorAt1, floorAt3);
        throw new InvalidOperationException("There are no rounds.");

        double[] Curve(int rankAt)
        {
            var context = new Watched(seed);
            (Trees(objective, Rounds) with { Patience = Rounds, RankAt = rankAt }).Fit(data, context);
            return context.Curve!.Values;
        }
    }

    public static BoostedTrees Trees(TreeObjective objective, int rounds) =>
        new()
        {
            Objective = objective,
            Rounds = rounds,
            FallingRounds = 9,
            Patience = 0,
        };

    private static int Best(double[] values, int rounds) => Array.IndexOf(values, values.Take(rounds).Max()) + 1;
}
