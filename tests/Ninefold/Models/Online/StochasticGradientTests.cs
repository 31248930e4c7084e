using Ninefold.Models;
using Ninefold.Models.Online;

namespace Ninefold.Tests.Models.Online;

public class StochasticGradientTests : OnlineModelContract<StochasticGradientModel>
{
    protected override ITrainer<SparseExamples, StochasticGradientModel> Trainer => new StochasticGradient();

    // scikit-learn 1.2.1 on the standardised rows: SGDClassifier(loss="log_loss", penalty=None,
    // learning_rate="invscaling", eta0, power_t, shuffle=False, max_iter=2, tol=None).
    [Theory]
    [InlineData(.1, .5, new[] { .4718223844, -.5365662096, .3669284779, .0623807685, -.1891928494 })]
    [InlineData(.05, 0, new[] { .8070387462, -1.0311210815, .6938923092, .0758752699, -.1845829594 })]
    public void The_plain_rate_agrees_with_scikit_learn(double rate, double decay, double[] expected)
    {
        var model = new StochasticGradient(rate, Adaptive: false, decay, Passes: 2).Fit(Waves(), new(1));
        Assert.Equal(expected, Weights(model), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    // Each weight moves by rate · slope / √(sum of squared slopes), the last included, step by step.
    [Fact]
    public void The_adaptive_rate_is_that_of_the_paper()
    {
        var examples = Waves();
        var (w, squares) = (new double[5], new double[5]);
        for (var e = 0; e < examples.Count; e++)
        {
            double[] x = [.. examples.ValuesOf(e).ToArray().Select(value => (double)value), 1];
            var p = 1 / (1 + Math.Exp(-w.Zip(x, (a, b) => a * b).Sum()));
            for (var i = 0; i < 5; i++)
            {
                var slope = (p - examples.Labels[e]) * x[i];
                squares[i] += slope * slope;
                w[i] -= slope == 0 ? 0 : .3 * slope / Math.Sqrt(squares[i]);
            }
        }
        var model = new StochasticGradient(.3).Fit(examples, new(1));
        Assert.Equal(w, Weights(model), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new StochasticGradient(0, true, 2, 0)).Message;
        foreach (var part in new[] { "LearningRate", "Decay must be 0 to 1, got 2", "Passes" })
            Assert.Contains(part, message);
    }

    private static double[] Weights(StochasticGradientModel model) =>
        [.. model.State.Where((_, i) => i % 2 == 0).Select(weight => (double)weight)];
}
