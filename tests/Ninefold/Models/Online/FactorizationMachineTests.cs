using Ninefold.Models;
using Ninefold.Models.Online;

namespace Ninefold.Tests.Models.Online;

public class FactorizationMachineTests : OnlineModelContract<FactorizationMachineModel>
{
    protected override ITrainer<SparseExamples, FactorizationMachineModel> Trainer => new FactorizationMachine();

    [Fact]
    public void Every_pair_counts_the_product_of_its_vectors()
    {
        var model = new FactorizationMachine(Factors: 3).Fit(Signs(500), new(1));
        int[] places = [3, 41, 99];
        float[] values = [.5f, 2, -1];
        double logit = model.Weights[^4];
        for (var i = 0; i < 3; i++)
        {
            logit += model.Weights[4 * places[i]] * values[i];
            for (var j = i + 1; j < 3; j++)
            for (var f = 1; f <= 3; f++)
                logit += model.Weights[4 * places[i] + f] * model.Weights[4 * places[j] + f] * values[i] * values[j];
        }
        Assert.Equal(1 / (1 + Math.Exp(-logit)), model.Predict(places, values), 1e-5);
    }

    [Fact]
    public void It_learns_what_only_pairs_tell()
    {
        var examples = PairsOnly.Make(6000);
        var alone = ProgressiveValidation.Run(new StochasticGradient().Start(20), examples, window: 1000);
        var pairs = ProgressiveValidation.Run(new FactorizationMachine().Start(20, 1), examples, window: 1000);
        Assert.InRange(alone.Curve[^1], .65, .75);
        Assert.InRange(pairs.Curve[^1], 0, .4);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new FactorizationMachine(0, 0, -1, 0)).Message;
        foreach (var part in new[] { "Factors", "LearningRate", "L2", "Passes" })
            Assert.Contains(part, message);
    }
}
