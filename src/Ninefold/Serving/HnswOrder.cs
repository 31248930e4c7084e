namespace Ninefold.Serving;

/// <summary>
/// Puts the slots of a graph into an order in which those that a search meets together are close in memory: first those
/// that are above the lowest level, then neighbours after neighbours.
/// </summary>
internal static unsafe class HnswOrder
{
    /// <summary>Copies everything but the codes into a graph of the same size, and learns its codes.</summary>
    public static void Copy(HnswGraph from, HnswGraph to)
    {
        var order = Order(from);
        var place = new int[from.Slots];
        for (var slot = 0; slot < order.Length; slot++)
            place[order[slot]] = slot;
        for (var slot = 0; slot < order.Length; slot++)
        {
            var old = order[slot];
            new Span<float>(from.Vector(old), from.Stride).CopyTo(new Span<float>(to.Vector(slot), to.Stride));
            (to.Items[slot], to.Chosen[slot]) = (from.Items[old], from.Chosen[old]);
            to.Twins[slot] = from.Twins[old] < 0 ? -1 : place[from.Twins[old]];
            to.UpperStart[slot] = to.UpperUsed;
            to.UpperUsed += LevelOf(from, old) * from.UpperRoom;
            for (var level = LevelOf(from, old); level >= 0; level--)
            {
                var links = from.LinksOf(old, level);
                for (var i = 0; i < from.RoomOf(level); i++)
                    to.LinksOf(slot, level)[i] = links[i] < 0 ? -1 : place[links[i]];
            }
        }
        to.Slots = from.Slots;
        to.Entry = from.Entry < 0 ? -1 : (from.Entry >> 32 << 32) | (uint)place[(int)from.Entry];
        to.Coded?.Learn(to.Vectors, to.Stride, to.Slots);
    }

    /// <summary>The slots of a graph in their new order.</summary>
    private static int[] Order(HnswGraph graph)
    {
        var (order, placed, count) = (new int[graph.Slots], new bool[graph.Slots], 0);
        void Place(int slot)
        {
            if (placed[slot])
                return;
            placed[slot] = true;
            order[count++] = slot;
        }
        for (var slot = 0; slot < graph.Slots; slot++)
            if (LevelOf(graph, slot) > 0)
                Place(slot);
        // What no link leads to comes last; of equal vectors the first one, which is in the graph, stays the first.
        for (var (at, next) = (0, 0); at < graph.Slots; at++)
        {
            for (; at == count; next++)
                Place(next);
            var links = graph.LinksOf(order[at], 0);
            for (var i = 0; i < graph.BaseRoom && links[i] >= 0; i++)
                Place(links[i]);
        }
        return order;
    }

    private static int LevelOf(HnswGraph graph, int slot) =>
        ((slot + 1 < graph.Slots ? graph.UpperStart[slot + 1] : graph.UpperUsed) - graph.UpperStart[slot])
        / graph.UpperRoom;
}
