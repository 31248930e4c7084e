using Ninefold.Data.Labelling;
using Ninefold.Hosting.Api;

namespace Ninefold.Hosting.Tests.Api;

public sealed class ReviewInputTests
{
    [Theory]
    [InlineData("accept", ReviewVerdict.Accept)]
    [InlineData("reject", ReviewVerdict.Reject)]
    [InlineData("skip", ReviewVerdict.Skip)]
    public void A_decision_is_one_of_three(string decision, ReviewVerdict verdict) =>
        Assert.Equal(verdict, new ReviewInput("ann", decision).Checked());

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var wrong = Assert.Throws<InvalidRequestException>(() => new ReviewInput(" ", "1").Checked());
        Assert.Equal(
            [
                "reviewer must be 1 to 128 characters and not blank; got ' '.",
                "decision must be accept, reject, skip; got '1'.",
            ],
            wrong.Errors
        );
        Assert.Throws<InvalidRequestException>(() => new ReviewInput(new string('a', 129), "skip").Checked());
    }
}
