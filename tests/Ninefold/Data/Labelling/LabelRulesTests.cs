using Ninefold.Data;
using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public class LabelRulesTests
{
    private static readonly LabelRules Rules = new(
        new LabelRule("rating", 1) { AtLeast = 4 },
        new LabelRule("rating", 0) { Below = 3 },
        new LabelRule("watch", 1)
        {
            AtLeast = .5,
            OfLength = true,
            Weight = .5,
        },
        new LabelRule("watch", 0)
        {
            Below = .1,
            OfLength = true,
            Weight = .2,
        },
        new LabelRule("click", 1) { Weight = .1 }
    );

    [Theory]
    [InlineData("rating", 4.0, null, 1.0, 1.0)]
    [InlineData("rating", 2.5, null, 0.0, 1.0)]
    [InlineData("watch", 60.0, 120.0, 1.0, .5)]
    [InlineData("watch", 5.0, 120.0, 0.0, .2)]
    [InlineData("click", null, null, 1.0, .1)]
    public void The_first_rule_that_speaks_decides(
        string kind,
        double? value,
        double? length,
        double label,
        double weight
    ) => Assert.Equal(new Label(label, weight), Rules.Of(kind, value, length));

    [Theory]
    [InlineData("rating", 3.0, null)]
    [InlineData("rating", null, null)]
    [InlineData("watch", 30.0, 120.0)]
    [InlineData("watch", 60.0, null)]
    [InlineData("impression", null, null)]
    public void Where_none_speaks_there_is_no_label(string kind, double? value, double? length) =>
        Assert.Null(Rules.Of(kind, value, length));

    [Fact]
    public void A_logged_observation_is_labelled_by_its_kind_and_value()
    {
        var observation = new Observation
        {
            Id = "1",
            System = "s",
            Kind = "rating",
            At = DateTimeOffset.UnixEpoch,
            Value = 5,
        };
        Assert.Equal(new Label(1, 1), Rules.Of(observation));
    }

    [Fact]
    public void A_weight_that_would_take_a_label_away_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelRule("click", 1) { Weight = 0 });
}
