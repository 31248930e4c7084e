namespace Ninefold.Bench.VectorIndex;

/// <summary>Gaussian clusters around Gaussian centres: seeded, stored vectors and queries alike.</summary>
internal sealed class ClusteredVectors(int dimensions, int clusters, double spread, int seed)
{
    private readonly Random random = new(seed);
    private float[]? centers;

    public float[] Draw(int count)
    {
        centers ??= [.. Enumerable.Range(0, clusters * dimensions).Select(_ => (float)Gaussian())];
        var vectors = new float[count * dimensions];
        for (var v = 0; v < count; v++)
        {
            var center = random.Next(clusters) * dimensions;
            for (var d = 0; d < dimensions; d++)
                vectors[(v * dimensions) + d] = centers[center + d] + (float)(spread * Gaussian());
        }
        return vectors;
    }

    private double Gaussian() =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
