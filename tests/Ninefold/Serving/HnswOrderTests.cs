using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public unsafe class HnswOrderTests
{
    private const int Dimensions = 8;

    [Fact]
    public void Another_order_keeps_vectors_links_and_levels()
    {
        var random = new Random(4);
        float[] vectors = [.. Enumerable.Range(0, 3000 * Dimensions).Select(_ => (float)random.NextDouble())];
        // Equal vectors, of which only the first is in the graph.
        for (var copy = 2900; copy < 3000; copy++)
            vectors.AsSpan(7 * Dimensions, Dimensions).CopyTo(vectors.AsSpan(copy * Dimensions, Dimensions));
        var index = new HnswIndex(vectors, Dimensions, new(BuildWidth: 40, Metric: VectorMetric.Euclidean));
        index.Remove(11);
        var (before, after) = (index.Graph, index.Recoded(VectorCoding.EightBits).Graph);
        Assert.Equal((before.Slots, before.UpperUsed), (after.Slots, after.UpperUsed));
        // Item 11 has no number any more; it is where no other is.
        var placed = new Dictionary<int, int>();
        for (var slot = 0; slot < after.Slots; slot++)
            Assert.True(placed.TryAdd(after.Items[slot] < 0 ? 11 : after.Items[slot], slot));
        Assert.Equal((before.Entry >> 32, placed[(int)before.Entry]), (after.Entry >> 32, (int)after.Entry));
        for (var slot = 0; slot < before.Slots; slot++)
        {
            var place = placed[slot];
            Assert.Equal(
                new Span<float>(before.Vector(slot), Dimensions),
                new Span<float>(after.Vector(place), Dimensions)
            );
            Assert.Equal(Placed(before.Twins[slot]), after.Twins[place]);
            for (var level = 0; level <= LevelOf(before, slot); level++)
            for (var i = 0; i < before.RoomOf(level); i++)
                Assert.Equal(Placed(before.LinksOf(slot, level)[i]), after.LinksOf(place, level)[i]);
            Assert.Equal(LevelOf(before, slot), LevelOf(after, place));
        }
        GC.KeepAlive(index);
        int Placed(int slot) => slot < 0 ? -1 : placed[slot];
    }

    [Fact]
    public void Slots_of_upper_levels_come_first()
    {
        var random = new Random(5);
        float[] vectors = [.. Enumerable.Range(0, 2000 * Dimensions).Select(_ => (float)random.NextDouble())];
        var graph = new HnswIndex(vectors, Dimensions, new(BuildWidth: 40)).Recoded(VectorCoding.FourBits).Graph;
        var levels = Enumerable.Range(0, graph.Slots).Select(slot => LevelOf(graph, slot)).ToArray();
        var upper = levels.Count(level => level > 0);
        Assert.InRange(upper, 1, 1999);
        Assert.All(levels[..upper], level => Assert.True(level > 0));
    }

    private static int LevelOf(HnswGraph graph, int slot) =>
        ((slot + 1 < graph.Slots ? graph.UpperStart[slot + 1] : graph.UpperUsed) - graph.UpperStart[slot])
        / graph.UpperRoom;
}
