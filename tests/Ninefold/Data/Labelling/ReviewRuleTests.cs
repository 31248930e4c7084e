using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public sealed class ReviewRuleTests
{
    [Theory]
    [InlineData(.29, false)]
    [InlineData(.3, true)]
    [InlineData(.69, true)]
    [InlineData(.7, false)]
    [InlineData(double.NaN, false)]
    public void A_band_has_its_beginning_and_not_its_end(double value, bool inside)
    {
        var rule = new ReviewRule("risk", From: .3, To: .7);
        var watched = new Dictionary<string, double> { ["risk"] = value, ["other"] = .5 };
        Assert.Equal(inside ? value : null, rule.Score(watched));
    }

    [Fact]
    public void What_was_not_watched_is_not_reviewed() =>
        Assert.Null(new ReviewRule("risk", 0, 1).Score(new Dictionary<string, double> { ["other"] = .5 }));
}
