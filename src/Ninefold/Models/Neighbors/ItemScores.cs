using System.Buffers;
using Ninefold.Flows;
using Ninefold.Serving;

namespace Ninefold.Models.Neighbors;

/// <summary>Sums scores above 0 for few of many numbers, in pooled memory.</summary>
internal sealed class ItemScores : IDisposable
{
    private readonly float[] sums;
    private readonly int[] touched;
    private int count;

    /// <param name="size">Numbers are 0 … size − 1.</param>
    public ItemScores(int size)
    {
        sums = ArrayPool<float>.Shared.Rent(size);
        touched = ArrayPool<int>.Shared.Rent(size);
        sums.AsSpan(0, size).Clear();
    }

    /// <summary>The numbers that have a score, in the order of their first.</summary>
    public ReadOnlySpan<int> Touched => touched.AsSpan(0, count);

    /// <summary>The score of a number, which can be replaced by another above 0 once it has one.</summary>
    public ref float this[int number] => ref sums[number];

    /// <param name="number">Below the size.</param>
    /// <param name="score">Above 0; others are left out.</param>
    public void Add(int number, float score)
    {
        if (!(score > 0))
            return;
        if (sums[number] == 0)
            touched[count++] = number;
        sums[number] += score;
    }

    /// <summary>The best, equal scores by number.</summary>
    public ScoredItem[] Top(int most)
    {
        var best = new ScoredItem[Math.Min(most, count)];
        var top = new TopK(best);
        foreach (var number in Touched)
            top.Offer(number, sums[number]);
        top.Sort();
        return best;
    }

    /// <summary>Forgets all scores.</summary>
    public void Clear()
    {
        foreach (var number in Touched)
            sums[number] = 0;
        count = 0;
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<int>.Shared.Return(touched);
    }
}
