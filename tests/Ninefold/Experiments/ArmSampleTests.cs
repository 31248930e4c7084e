using System.Text.Json;
using CsCheck;
using Ninefold.Experiments;

namespace Ninefold.Tests.Experiments;

public sealed class ArmSampleTests
{
    [Fact]
    public void Ratio_and_variance_are_those_of_the_delta_method()
    {
        var sample = Ratio([1, 0, 3, 2, 5, 1], [10, 8, 20, 15, 22, 9]);
        Assert.Equal(1 / 7.0, sample.Value, 1e-15);
        Assert.Equal(0.0008607524642510066, sample.ValueVariance, 1e-17); // numpy
    }

    [Fact]
    public void Running_figures_equal_those_of_two_passes_far_from_zero() =>
        Gen.Double[-1, 1]
            .Array[2, 50]
            .Sample(noise =>
            {
                double[] values = [.. noise.Select(n => 1e6 + n)];
                var sample = ArmSample.Of(values);
                var mean = values.Average();
                var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length;
                Assert.Equal(mean, sample.Value, 1e-8);
                Assert.Equal(variance, sample.ValueVariance, 1e-8);
            });

    [Fact]
    public void Survives_json()
    {
        var sample = Ratio([1, 0, 3], [10, 8, 20]);
        Assert.Equal(
            sample.ValueVariance,
            JsonSerializer
                .Deserialize<ArmSample>(
                    $$"""
                    {"Units":3,"NumeratorMean":{{sample.NumeratorMean:r}},"DenominatorMean":{{sample.DenominatorMean:r}},
                     "NumeratorSquares":{{sample.NumeratorSquares:r}},"DenominatorSquares":{{sample.DenominatorSquares:r}},
                     "Products":{{sample.Products:r}}}
                    """
                )
                .ValueVariance
        );
        Assert.Equal(sample, JsonSerializer.Deserialize<ArmSample>(JsonSerializer.Serialize(sample)));
    }

    [Fact]
    public void Refuses_what_is_not_a_number() =>
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(() => ArmSample.Of(1, double.NaN)).Message);

    internal static ArmSample Ratio(double[] numerators, double[] denominators) =>
        numerators.Zip(denominators).Aggregate(default(ArmSample), (s, unit) => s.With(unit.First, unit.Second));
}
