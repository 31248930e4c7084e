using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public class LabellingFunctionTests
{
    private static readonly LabellingFunction<double>[] Functions =
    [
        new("large", amount => amount > 1000 ? 1 : null),
        new("small", amount => amount < 10 ? 0 : null),
        new("round", amount => amount % 100 == 0 ? 1 : 0),
    ];

    [Fact]
    public void Every_function_votes_or_abstains_on_every_item()
    {
        var votes = Functions.Vote([5, 2000, 50]);
        Assert.Equal(["large", "small", "round"], votes.Voters);
        Assert.Equal([new(0, 1, 0), new(0, 2, 0), new(1, 0, 1), new(1, 2, 1), new Vote(2, 2, 0)], votes.All);
        Assert.Equal((3, 2), (votes.Items, votes.Classes));
    }

    [Fact]
    public void A_class_that_there_is_not_is_refused_by_the_functions_name() =>
        Assert.StartsWith(
            "The labelling function 'wrong' must give null or 0 to 1, but gave 2 for item 1.",
            Assert
                .Throws<ArgumentException>(() =>
                    new LabellingFunction<int>[] { new("wrong", item => item == 1 ? 2 : null) }.Vote([0, 1])
                )
                .Message
        );
}
