namespace Ninefold.Serving;

/// <summary>Lloyd's algorithm on a sample, from random vectors of it.</summary>
internal static unsafe class KMeans
{
    private const int Rounds = 8;
    private const int PerCluster = 40;

    /// <param name="vectors">Padded as <see cref="FloatDistance{T}"/> needs it.</param>
    /// <param name="stride">Values from one to the next.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="clusters">At least 1; where there are fewer vectors, some centres are equal.</param>
    /// <param name="random">For the sample and the start.</param>
    /// <returns>The centres, padded alike.</returns>
    public static NativeBlock Centers(float* vectors, int stride, int count, int clusters, Random random)
    {
        var order = Enumerable.Range(0, count).ToArray();
        random.Shuffle(order);
        var sample = order.AsSpan(0, (int)Math.Min(count, (long)clusters * PerCluster));
        var block = new NativeBlock((long)clusters * stride * sizeof(float));
        var centers = (float*)block.Pointer;
        for (var c = 0; c < clusters; c++)
            Row(vectors, stride, sample[c % sample.Length])
                .CopyTo(new Span<float>(centers + ((long)c * stride), stride));
        var (sums, sizes) = (new double[(long)clusters * stride], new int[clusters]);
        for (var round = 0; round < Rounds; round++)
        {
            Array.Clear(sums);
            Array.Clear(sizes);
            foreach (var v in sample)
            {
                var row = Row(vectors, stride, v);
                var nearest = Nearest(vectors + ((long)v * stride), centers, stride, clusters);
                sizes[nearest]++;
                for (var d = 0; d < stride; d++)
                    sums[((long)nearest * stride) + d] += row[d];
            }
            for (var c = 0; c < clusters; c++)
            {
                // A centre that nothing is close to starts again from another vector.
                var other = Row(vectors, stride, sample[(c + (round * 31)) % sample.Length]);
                for (var d = 0; d < stride; d++)
                    centers[((long)c * stride) + d] =
                        sizes[c] > 0 ? (float)(sums[((long)c * stride) + d] / sizes[c]) : other[d];
            }
        }
        return block;
    }

    /// <summary>The centre that is closest to a vector; of equally close ones the first.</summary>
    public static int Nearest(float* vector, float* centers, int stride, int clusters)
    {
        var distance = new FloatDistance<SquaredDifference>(vector, centers, stride);
        var (nearest, least) = (0, float.MaxValue);
        for (var c = 0; c < clusters; c++)
            if (distance.To(c) is var found && found < least)
                (nearest, least) = (c, found);
        return nearest;
    }

    private static ReadOnlySpan<float> Row(float* vectors, int stride, int number) =>
        new(vectors + ((long)number * stride), stride);
}
