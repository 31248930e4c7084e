using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class ConsistencyTests
{
    [Fact]
    public void It_is_the_share_of_answers_that_stay()
    {
        // Of amounts that grow by their place, 9 crosses the limit at 1, 9.5 at 2, and 5 at 3 does not.
        var asked = Consistency<bool>.Ask([20.0, 9, 9.5, 5], amount => amount >= 10, (amount, i) => amount + i);
        Assert.Equal(
            [(true, true), (true, false), (true, false), (false, false)],
            asked.Select(j => (j.Output, j.Label))
        );
        Assert.Equal(.5, new Consistency<bool>().Compute(asked));
        Assert.Equal(.8, new Consistency<bool>().Prepare(asked)([4, 1, 1, 4]));
        var interval = new Bootstrap(seed: 1).Estimate(new Consistency<bool>(), asked);
        Assert.InRange(interval.Low, 0, .49);
        Assert.InRange(interval.High, .51, 1);
    }

    [Fact]
    public void A_change_that_does_nothing_keeps_every_answer() =>
        Assert.Equal(1, new Consistency<int>().Compute(Consistency<int>.Ask([1, 2, 3], x => x % 2, (x, _) => x)));
}
