using System.Text.Json;
using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public sealed class ReviewItemTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly ReviewItem Item = new(
        "fraud",
        "r1",
        At,
        "anna",
        "shop",
        .5,
        JsonElement.Parse("{}"),
        JsonElement.Parse("{}")
    );

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_label_is_about_what_was_asked_and_dated_by_the_last_decision(bool positive, double value)
    {
        var label = (
            Item with
            {
                IsPositive = positive,
                Decisions =
                [
                    new("a", ReviewVerdict.Skip, At.AddHours(1)),
                    new("b", ReviewVerdict.Accept, At.AddHours(2)),
                ],
            }
        ).ToLabel();
        Assert.Equal(("review:r1", "fraud", "label", At.AddHours(2)), (label.Id, label.System, label.Kind, label.At));
        Assert.Equal(("r1", "anna", "shop", value), (label.RequestId, label.Subject, label.Item, label.Value));
    }

    [Fact]
    public void What_is_pending_has_no_label() => Assert.Throws<InvalidOperationException>(Item.ToLabel);
}
