using CsCheck;
using Ninefold.Data.Sampling;
using Ninefold.Metrics;

namespace Ninefold.Tests.Data.Sampling;

public class QuerySelectionTests
{
    private static readonly Gen<double[]> Probabilities = Gen.Double[.001, 1]
        .Array[2, 6]
        .Select(all => all.Select(p => p / all.Sum()).ToArray());

    [Fact]
    public void Measures_of_one_row_are_those_of_their_formulas()
    {
        Assert.Equal(.4, QuerySelection.Uncertainty([.1, .6, .3]), 1e-12);
        Assert.Equal(.7, QuerySelection.Margin([.1, .6, .3]), 1e-12);
        Assert.Equal(.8979457248567798, QuerySelection.Entropy([.1, .6, .3]), 1e-12);
        Assert.Equal(0, QuerySelection.Entropy([0, 1]));
        Assert.Equal(1, QuerySelection.Margin([.5, .5]));
        Assert.Equal(QuerySelection.Entropy([.5, .25, .25]), QuerySelection.VoteEntropy([3, 1, 3, 2]), 1e-12);
        Assert.Equal(0, QuerySelection.VoteEntropy([4, 4, 4]));
    }

    [Fact]
    public void Nothing_is_less_certain_than_equal_classes_and_two_classes_rank_alike() =>
        Gen.Select(Probabilities, Gen.Double[.01, .99], Gen.Double[.01, .99])
            .Sample(
                (p, a, b) =>
                {
                    double[] equal = [.. p.Select(_ => 1.0 / p.Length)];
                    foreach (var measure in new Func<double[], double>[] { Uncertainty, Margin, Entropy })
                    {
                        Assert.InRange(measure(p), 0, measure(equal) + 1e-12);
                        if (Math.Abs(Math.Abs(a - .5) - Math.Abs(b - .5)) > 1e-6)
                            Assert.Equal(
                                Math.Abs(a - .5) < Math.Abs(b - .5),
                                measure([a, 1 - a]) > measure([b, 1 - b])
                            );
                    }
                }
            );

    [Fact]
    public void The_most_are_taken_and_of_equals_the_first()
    {
        Assert.Equal([1, 3, 0], QuerySelection.Top([.5, .9, .1, .9, .5], 3));
        Assert.Equal([0, 1], QuerySelection.Top([1, 1], 5));
        Assert.Throws<ArgumentException>(() => QuerySelection.Top([double.NaN], 1));
    }

    [Fact]
    public void Density_is_the_mean_likeness_to_all_rows() =>
        Gen.Float[-1, 1]
            .Array[3]
            .Array[1, 12]
            .Where(vectors => vectors.All(v => v.Any(x => Math.Abs(x) > .01)))
            .Sample(vectors =>
            {
                var weighed = QuerySelection.WeighByDensity([.. vectors.Select(_ => 2.0)], vectors, beta: 2);
                for (var row = 0; row < vectors.Length; row++)
                {
                    var density = vectors.Average(v => (2 - Distance.Cosine(vectors[row], v)) / 2);
                    Assert.Equal(2 * density * density, weighed[row], 1e-4);
                }
            });

    [Fact]
    public void A_row_far_from_all_is_asked_about_last()
    {
        float[][] vectors =
        [
            [1, 0],
            [1, .1f],
            [1, -.1f],
            [-1, 0],
        ];
        Assert.Equal(3, QuerySelection.Top(QuerySelection.WeighByDensity([1, 1, 1, 1.2], vectors), 4)[^1]);
        Assert.Equal(3, QuerySelection.Top(QuerySelection.WeighByDensity([1, 1, 1, 1.2], vectors, 0), 4)[0]);
        Assert.Throws<ArgumentException>(() => QuerySelection.WeighByDensity([1], vectors));
    }

    private static double Uncertainty(double[] p) => QuerySelection.Uncertainty(p);

    private static double Margin(double[] p) => QuerySelection.Margin(p);

    private static double Entropy(double[] p) => QuerySelection.Entropy(p);
}
