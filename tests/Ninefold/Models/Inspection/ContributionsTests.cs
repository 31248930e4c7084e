using Ninefold.Features;
using Ninefold.Models.Inspection;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public sealed class ContributionsTests
{
    private static readonly FeatureSchema Schema = new(["age", "price", "size"], new bool[3]);
    private static readonly LogisticModel Model = new([2, -3, .5], [10, 1, 0], -1);

    [Fact]
    public void The_largest_come_first_whatever_their_sign_and_nothing_is_left_out_that_counts() =>
        Assert.Equal(
            [new Contribution("price", 5, -12), new("age", 13, 6), new("size", 1, .5)],
            Model.TopContributions(Schema, [13, 5, 1], 5)
        );

    [Fact]
    public void No_more_are_told_than_asked_for_and_a_missing_value_contributes_nothing() =>
        Assert.Equal([new Contribution("size", 8, 4)], Model.TopContributions(Schema, [10.5f, float.NaN, 8], 1));

    [Fact]
    public void A_linear_models_contributions_and_base_value_sum_to_its_log_odds()
    {
        var (amounts, scores) = (new double[3], new double[1]);
        var sum = Model.Explain([11, 1.5f, float.NaN], amounts) + amounts.Sum();
        Model.Score([11, 1.5f, float.NaN], scores);
        Assert.Equal(scores[0], 1 / (1 + Math.Exp(-sum)), 12);
    }

    [Fact]
    public void A_model_that_cannot_be_explained_has_none() =>
        Assert.Empty(new ColumnScore(3, 0, true).TopContributions(Schema, [1, 2, 3], 2));

    [Fact]
    public void Another_width_is_refused()
    {
        Assert.Equal(
            "A row of 3 columns needs as many values and contributions, got 2 and 3.",
            Assert.Throws<ArgumentException>(() => Model.TopContributions(Schema, [1, 2], 2)).Message
        );
        Assert.Equal(
            "The model has 3 columns, the schema 1.",
            Assert.Throws<ArgumentException>(() => Model.TopContributions(new(["a"], [false]), [1, 2, 3], 2)).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Model.TopContributions(Schema, [1, 2, 3], 0));
    }
}
