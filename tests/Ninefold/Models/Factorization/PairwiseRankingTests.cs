using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Factorization;

namespace Ninefold.Tests.Models.Factorization;

public class PairwiseRankingTests : CandidateSourceContract
{
    private static readonly PairwiseRanking Small = new(Factors: 16, Epochs: 40);

    protected override ICandidateSource Fit(Interactions data, TrainingContext context) => Small.Fit(data, context);

    [Theory]
    [InlineData(PairwiseLoss.Bpr)]
    [InlineData(PairwiseLoss.Warp)]
    public void What_a_user_took_is_ranked_above_the_rest(PairwiseLoss loss)
    {
        var data = SessionData.Make();
        var model = (Small with { Loss = loss }).Fit(data, new(1));
        var pairs =
            from user in Enumerable.Range(0, data.Users)
            let taken = data.Of(user).ToArray().Select(row => row.Item).ToHashSet()
            let scores = Scores(model, user)
            from liked in taken
            from other in Enumerable.Range(0, data.Items).Where(item => !taken.Contains(item))
            select scores[liked] > scores[other] ? 1.0 : 0;
        Assert.InRange(pairs.Average(), .93, 1);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert
            .Throws<ArgumentException>(() => new PairwiseRanking((PairwiseLoss)9, 15, 0, 0, -1, 0, 0))
            .Message;
        foreach (
            var part in new[] { "Loss must be", "Factors", "Epochs", "LearningRate", "L2", "Regularization", "Alpha" }
        )
            Assert.Contains(part, message);
    }

    private static double[] Scores(FactorizationModel model, int user) =>
        [
            .. model
                .ItemFactors.Chunk(model.Factors)
                .Select(item => item.Zip(model.UserFactors[(user * model.Factors)..], (i, u) => (double)i * u).Sum()),
        ];
}
