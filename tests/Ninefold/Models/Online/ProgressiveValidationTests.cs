using Ninefold.Models.Online;

namespace Ninefold.Tests.Models.Online;

public class ProgressiveValidationTests
{
    private sealed class Counts : IOnlineModel
    {
        private double ones = 1;
        private double all = 2;

        public int Width => 1;

        public double Predict(ReadOnlySpan<int> places, ReadOnlySpan<float> values) => ones / all;

        public double Learn(ReadOnlySpan<int> places, ReadOnlySpan<float> values, float label)
        {
            var before = ones / all;
            (ones, all) = (ones + label, all + 1);
            return before;
        }
    }

    private static readonly SparseExamples Ones = new(1, [0, 1, 2, 3], [0, 0, 0], [1, 1, 1], [1, 1, 1]);

    [Fact]
    public void Each_is_predicted_before_it_is_learned()
    {
        var found = ProgressiveValidation.Run(new Counts(), Ones, window: 2);
        double[] losses = [-Math.Log(1 / 2.0), -Math.Log(2 / 3.0), -Math.Log(3 / 4.0)];
        Assert.Equal(losses.Average(), found.LogLoss, 1e-12);
        Assert.Equal([losses[..2].Average(), losses[2]], found.Curve, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void A_label_is_learned_only_once_it_is_known()
    {
        var found = ProgressiveValidation.Run(new Counts(), Ones, delay: 2, window: 1);
        Assert.Equal([Math.Log(2), Math.Log(2), Math.Log(2)], found.Curve, (a, b) => Math.Abs(a - b) < 1e-12);
        found = ProgressiveValidation.Run(new Counts(), Ones, delay: 1, window: 1);
        Assert.Equal([Math.Log(2), Math.Log(2), Math.Log(1.5)], found.Curve, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Examples_that_do_not_fit_the_model_are_refused() =>
        Assert.Contains(
            "needs examples of width 1, got 3 of width 2",
            Assert
                .Throws<ArgumentException>(() => ProgressiveValidation.Run(new Counts(), Ones with { Width = 2 }))
                .Message
        );
}
