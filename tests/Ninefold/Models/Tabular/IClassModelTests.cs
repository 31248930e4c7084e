using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class IClassModelTests
{
    private sealed record Fixed(double[] Values) : IClassModel
    {
        public int Width => 1;
        public int Classes => Values.Length;

        public void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities) => Values.CopyTo(probabilities);
    }

    [Fact]
    public void The_score_is_the_expected_label()
    {
        var scores = new double[2];
        ((ITabularModel)new Fixed([.2, .5, .3])).Score([1, 2], scores);
        Assert.Equal([1.1, 1.1], scores, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void Logarithms_become_probabilities_without_overflow()
    {
        double[] logs = [1000, 1000 + Math.Log(3), -1000];
        ClassLabels.Normalise(logs);
        Assert.Equal([.25, .75, 0], logs, (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
