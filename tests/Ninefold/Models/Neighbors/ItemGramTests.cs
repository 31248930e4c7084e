using Ninefold.Data;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class ItemGramTests
{
    [Fact]
    public void It_counts_the_users_that_two_items_share()
    {
        var gram = ItemGram.Of(SmallTable.Make(), "slim", new(1));
        Assert.Equal([5, 4, 3, 2, 2], gram[0]);
        Assert.Equal([4, 5, 3, 1, 3], gram[1]);
    }

    [Fact]
    public void Too_many_items_are_refused()
    {
        var data = Interactions.From(SessionData.Ids("u", 1), SessionData.Ids("i", 20_001), []);
        var fault = Assert.Throws<ArgumentException>(() => ItemGram.Of(data, "slim", new(1)));
        Assert.Equal("slim takes at most 20000 items, got 20001.", fault.Message);
    }
}
