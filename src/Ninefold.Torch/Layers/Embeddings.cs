using Ninefold.Torch.Networks;

namespace Ninefold.Torch.Layers;

/// <summary>Learned vectors for ids.</summary>
internal static class Embeddings
{
    /// <summary>A table of vectors, one an id.</summary>
    public static Node Table(this Network network, long ids, long width, double deviation = .02)
    {
        network.Begin("embedding");
        return network.Learned([ids, width], deviation);
    }

    /// <summary>The mean or the sum of the vectors of a bag of ids, in which 0 is no id; zero for an empty bag.</summary>
    /// <param name="table">(ids, width)</param>
    /// <param name="ids">(batch, any length)</param>
    /// <returns>(batch, width)</returns>
    public static Node Bag(this Node table, Node ids, bool mean)
    {
        var there = ids.IsNotZero(); // (batch, length)
        var sum = table.LookUp(ids).Times(there.Reshape(0, 0, 1)).Sum(1);
        return mean ? sum.Over(there.Sum(1, keep: true).AtLeast(1)) : sum;
    }
}
