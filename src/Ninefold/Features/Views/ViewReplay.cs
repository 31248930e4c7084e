namespace Ninefold.Features.Views;

/// <summary>Computes a view's values at many moments in one pass over each entity's observations. Not for concurrent use.</summary>
internal sealed class ViewReplay(FeatureView view)
{
    private readonly SlidingAggregate[] slides =
    [
        .. view.Windows.SelectMany(_ => view.Aggregates.Select(SlidingAggregate.Of)),
    ];

    private readonly int[] firsts = new int[view.Windows.Count];

    /// <summary>Writes the values of one entity.</summary>
    /// <param name="rows">Its observations, oldest first.</param>
    /// <param name="moments">Ascending; only what is strictly earlier counts.</param>
    /// <param name="places">For each moment, which row of <paramref name="values"/> it is.</param>
    /// <param name="values">Row after row, each in the order of the view's columns; NaN is missing.</param>
    public void Run(EntityRows rows, ReadOnlySpan<long> moments, ReadOnlySpan<int> places, double[] values)
    {
        foreach (var slide in slides)
            slide.Restart();
        Array.Clear(firsts);
        var (before, seen, aggregates) = (0, 0, view.Aggregates.Count);
        for (var i = 0; i < moments.Length; i++)
        {
            var now = moments[i];
            while (before < rows.At.Length && rows.At[before] < now)
                before++;
            var earlier = rows.Before(before);
            var row = values.AsSpan(places[i] * slides.Length, slides.Length);
            if (before > 0 && TimeSpan.FromMilliseconds(now - earlier.At[^1]) > view.MaxAge)
            {
                row.Fill(double.NaN);
                continue;
            }
            for (var w = 0; w < view.Windows.Count; w++)
            {
                var first = firsts[w] = view.Windows[w].Next(earlier.At, now, firsts[w], seen);
                for (var column = w * aggregates; column < (w + 1) * aggregates; column++)
                    row[column] = slides[column].Move(earlier, first, now);
            }
            seen = before;
        }
    }
}
