using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class RowAugmentationTests
{
    private static readonly LabelledRows Mixed = TabularTrainerContract.Rows(2000, 1);

    private static readonly LabelledRows Numeric = new(
        new FeatureSchema(["x", "y"], [false, false]),
        [0, 0, 10, 1, float.NaN, 1],
        [0, 1, 1],
        [0, 1, 2],
        [1, 3, 2]
    );

    [Fact]
    public void Noise_has_the_asked_deviation_and_leaves_codes_and_gaps_alone()
    {
        var noisy = Mixed.WithNoise(.1, copies: 2, seed: 5);
        noisy.Check("noisy");
        Assert.Equal((6000, 600), (noisy.Count, noisy.Groups[^1] + 1));
        Assert.Equal(Mixed.Values, noisy.Values[..Mixed.Values.Length]);
        Assert.Equal([.. Mixed.Labels, .. Mixed.Labels, .. Mixed.Labels], noisy.Labels);
        foreach (var column in new[] { 0, 1, 2, 3 })
        {
            var pairs = Enumerable
                .Range(2000, 4000)
                .Select(row => (Was: (double)Mixed.Row(row % 2000)[column], Is: (double)noisy.Row(row)[column]))
                .ToList();
            Assert.All(pairs, pair => Assert.Equal(double.IsNaN(pair.Was), double.IsNaN(pair.Is)));
            var known = pairs.Where(pair => !double.IsNaN(pair.Was)).ToList();
            var spread = Math.Sqrt(known.Average(pair => Math.Pow(pair.Is - pair.Was, 2)));
            // Uniform values from −1 to 1 have a deviation of 1 / √3.
            Assert.Equal(column == 2 ? 0 : .1 / Math.Sqrt(3), spread, .004);
        }
    }

    [Fact]
    public void Mixed_rows_lie_between_two_rows_as_far_as_their_labels_do()
    {
        var rows = Numeric.WithMixup(.4, 500, seed: 2);
        rows.Check("mixed");
        Assert.Equal(503, rows.Count);
        Assert.Equal(Numeric.Values, rows.Values[..6]);
        var shares = new List<double>();
        for (var row = 3; row < rows.Count; row++)
        {
            var (x, y) = (rows.Row(row)[0], rows.Row(row)[1]);
            Assert.Equal(y, rows.Labels[row], 1e-6); // the second column is the label
            if (!float.IsNaN(x))
                Assert.Equal(x / 10, y, 1e-6);
            Assert.InRange(rows.Weights![row], 1, 3);
            if (y is > 0 and < 1)
                shares.Add(y);
        }
        // Beta(.4, .4) has the mean ½ and the variance 1 / (4 · 1.8).
        Assert.Equal(.5, shares.Average(), .1);
        Assert.Equal(1 / 7.2, shares.Average(share => Math.Pow(share - .5, 2)), .03);
    }

    [Fact]
    public void The_same_seed_gives_the_same_rows()
    {
        Assert.Equal(Mixed.WithNoise(1, 1, 3).Values, Mixed.WithNoise(1, 1, 3).Values);
        Assert.NotEqual(Mixed.WithNoise(1, 1, 3).Values, Mixed.WithNoise(1, 1, 4).Values);
        Assert.Equal(Numeric.WithMixup(1, 9, 3).Values, Numeric.WithMixup(1, 9, 3).Values);
        Assert.NotEqual(Numeric.WithMixup(1, 9, 3).Labels, Numeric.WithMixup(1, 9, 4).Labels);
    }

    [Fact]
    public void What_cannot_be_augmented_is_refused()
    {
        Assert.Contains("hold codes: code.", Message(() => Mixed.WithMixup(1, 1, 1)));
        Assert.Contains("above 0, got 0, and the count at least 1, got 0", Message(() => Numeric.WithMixup(0, 0, 1)));
        Assert.Contains("got -1, and the copies at least 1, got 0", Message(() => Numeric.WithNoise(-1, 0, 1)));

        static string Message(Func<LabelledRows> act) => Assert.Throws<ArgumentException>(act).Message;
    }
}
