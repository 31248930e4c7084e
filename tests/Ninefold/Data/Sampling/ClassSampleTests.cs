using CsCheck;
using Ninefold.Data.Sampling;

namespace Ninefold.Tests.Data.Sampling;

public class ClassSampleTests
{
    private static readonly Gen<float[]> Labels = Gen.OneOf(0f, 1)
        .Array[2, 60]
        .Where(labels => labels.Contains(0) && labels.Contains(1));

    [Fact]
    public void Down_keeps_every_positive_and_no_row_twice() =>
        Gen.Select(Labels, Gen.Double[.1, 5], Gen.Int)
            .Sample(
                (labels, ratio, seed) =>
                {
                    var sample = ClassSample.Down(labels, ratio, seed);
                    Assert.Equal(sample.Rows.Distinct().Order(), sample.Rows);
                    var (positives, negatives) = (labels.Count(l => l == 1), labels.Count(l => l == 0));
                    Assert.Equal(positives, sample.Rows.Count(row => labels[row] == 1));
                    var kept = sample.Rows.Length - positives;
                    Assert.Equal(Math.Clamp(Math.Round(ratio * positives), 1, negatives), kept);
                    Assert.Equal((double)negatives / kept, sample.OddsFactor);
                    Assert.Equal(sample.Rows, ClassSample.Down(labels, ratio, seed).Rows);
                }
            );

    [Fact]
    public void Up_keeps_every_row_and_repeats_positives_evenly() =>
        Gen.Select(Labels, Gen.Double[.1, 5], Gen.Int)
            .Sample(
                (labels, ratio, seed) =>
                {
                    var sample = ClassSample.Up(labels, ratio, seed);
                    var times = labels.Select((_, row) => sample.Rows.Count(r => r == row)).ToArray();
                    Assert.All(times.Where((_, row) => labels[row] == 0), t => Assert.Equal(1, t));
                    var positives = times.Where((_, row) => labels[row] == 1).ToArray();
                    Assert.InRange(positives.Max() - positives.Min(), 0, 1);
                    Assert.InRange(positives.Min(), 1, int.MaxValue);
                    Assert.Equal((double)positives.Sum() / positives.Length, sample.OddsFactor, 12);
                    Assert.Equal(sample.Rows.Order(), sample.Rows);
                }
            );

    [Fact]
    public void Every_negative_is_as_likely_to_be_kept()
    {
        float[] labels = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        ChiSquare.AssertFits(
            [0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            random => ClassSample.Down(labels, 1, random.Next()).Rows[1],
            draws: 20_000
        );
    }

    [Fact]
    public void All_faults_are_named() =>
        Assert.Equal(
            "The classes cannot be sampled: labels must be 0 or 1, row 1 has 2; both labels are needed, "
                + "got 2 of 0 and 0 of 1; the ratio of the classes must be above 0 and finite, got 0.",
            Assert.Throws<ArgumentException>(() => ClassSample.Up([0, 2], 0, 1)).Message
        );
}
