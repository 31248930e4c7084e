using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class GainAtShareTests
{
    [Fact]
    public void Ties_share_what_they_hold()
    {
        // A quarter of the rows is the first alone; half of them the first and one of the two that are tied.
        var judged = Rows.Of([.9, .8, .8, .1], [1, 1, 0, 0]);
        Assert.Equal(.5, new GainAtShare(.25).Compute(judged), 1e-12);
        Assert.Equal(.75, new GainAtShare(.5).Compute(judged), 1e-12);
        Assert.Equal(1.5, new LiftAtShare(.5).Compute(judged), 1e-12);
        Assert.Equal(1, new GainAtShare(.75).Compute(judged), 1e-12);
    }

    [Fact]
    public void A_constant_score_has_lift_1() =>
        Gen.Select(Gen.OneOf(0.0, 1).Array[1, 20].Where(labels => labels.Contains(1)), Gen.Double[.01, 1])
            .Sample(
                (labels, share) =>
                    Assert.Equal(1, new LiftAtShare(share).Compute(Rows.Of(new double[labels.Length], labels)), 1e-9)
            );

    [Fact]
    public void All_answers_hold_all_positives() =>
        Rows.TwoClasses.Sample(judged => Assert.Equal(1, new GainAtShare(1).Compute(judged), 1e-12));

    [Fact]
    public void It_needs_a_positive_and_a_share()
    {
        Assert.Equal(
            "lift@0.1 is undefined: a positive is needed, and there is none.",
            Assert
                .Throws<MetricUndefinedException>(() => new LiftAtShare(.1).Compute(Rows.Of([.1, .2], [0, 0])))
                .Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new GainAtShare(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LiftAtShare(double.NaN));
    }
}
