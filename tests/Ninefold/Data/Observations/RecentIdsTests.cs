using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

public sealed class RecentIdsTests
{
    [Fact]
    public void An_id_is_known_until_half_the_capacity_followed_it_and_forgotten_after_all_of_it()
    {
        var ids = new RecentIds(1000);
        for (var i = 0; i < 5000; i++)
        {
            Assert.True(ids.Add(RecentIds.Hash($"{i}")));
            ids.Age();
            Assert.False(ids.Add(RecentIds.Hash($"{Math.Max(0, i - 499)}")));
        }
        Assert.True(ids.Add(RecentIds.Hash("4000")));
    }

    [Fact]
    public void An_id_that_was_taken_back_is_new()
    {
        var ids = new RecentIds(1000);
        Assert.True(ids.Add(1));
        ids.Remove(1);
        Assert.True(ids.Add(1));
    }
}
