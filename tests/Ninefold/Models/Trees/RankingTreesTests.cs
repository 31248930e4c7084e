using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class LambdaRankTreesTests : RankingTrainerContract
{
    protected override ITabularTrainer Trainer =>
        new BoostedTrees
        {
            Objective = TreeObjective.LambdaRank,
            Rounds = 60,
            Leaves = 7,
        };
}

public class XeNdcgTreesTests : RankingTrainerContract
{
    protected override ITabularTrainer Trainer =>
        new BoostedTrees
        {
            Objective = TreeObjective.XeNdcg,
            Rounds = 60,
            Leaves = 7,
        };
}
