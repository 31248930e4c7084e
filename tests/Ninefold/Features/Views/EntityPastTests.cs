using Ninefold.Features.Views;

namespace Ninefold.Tests.Features.Views;

public sealed class EntityPastTests
{
    [Fact]
    public void The_same_observation_counts_once_until_the_next_entity()
    {
        var past = new EntityPast();
        past.Add(1, 10, 7, 100);
        past.Add(1, 10, 7, 100);
        past.Add(1, 20, 8, 101);
        past.Add(2, 10, 7, 101);
        Assert.Equal([1, 1, 2], past.Rows.At);
        Assert.Equal([10, 20, 10], past.Rows.Value);
        Assert.Equal([7, 8, 7], past.Rows.Counterpart.ToArray());
        past.Clear();
        past.Add(2, 5, 9, 101);
        Assert.Equal([5], past.Rows.Value);
    }
}
