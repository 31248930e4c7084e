using Ninefold.Models.Online;

namespace Ninefold.Tests.Models.Online;

/// <summary>One of ten places and one of ten others; the label is whether both are even or both odd.</summary>
internal static class PairsOnly
{
    public static SparseExamples Make(int count)
    {
        var random = new Random(8);
        int[] places = [.. Enumerable.Range(0, 2 * count).Select(i => 10 * (i % 2) + random.Next(10))];
        return new(
            20,
            [.. Enumerable.Range(0, count + 1).Select(i => 2 * i)],
            places,
            [.. places.Select(_ => 1f)],
            [.. places.Chunk(2).Select(pair => (pair[0] + pair[1]) % 2 == 0 ? 1f : 0)]
        );
    }
}
