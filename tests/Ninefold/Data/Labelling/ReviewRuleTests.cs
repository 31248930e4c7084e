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

    [Fact]
    public void All_that_is_wrong_with_a_rule_is_said()
    {
        new ReviewRule("risk", 0).Check();
        var error = Assert.Throws<ArgumentException>(() => new ReviewRule(" ", .7, .1, 0, 0).Check());
        foreach (var part in new[] { "Watched", "From must be below To; got 0.7 and 0.1", "MostPending", "Reviewers" })
            Assert.Contains(part, error.Message);
        Assert.Throws<ArgumentException>(() => new ReviewRule("risk", double.NaN).Check());
    }
}
