using Ninefold.Models.Factorization;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class ItemGramTests
{
    [Fact]
    public void It_counts_the_users_that_two_items_share()
    {
        var gram = ItemGram.Of(SparseRows.From(SmallTable.Make()), 5, new(1));
        Assert.Equal([5, 4, 3, 2, 2], gram[0]);
        Assert.Equal([4, 5, 3, 1, 3], gram[1]);
    }

    [Fact]
    public void Too_many_items_are_refused()
    {
        ItemGram.Check(20_000, "slim");
        var fault = Assert.Throws<ArgumentException>(() => ItemGram.Check(20_001, "slim"));
        Assert.Equal("slim takes at most 20000 items, got 20001.", fault.Message);
    }
}
