using Ninefold.Data;
using Ninefold.Features;

namespace Ninefold.Models.Popularity;

/// <summary>
/// Proposes to everyone what is taken now: every interaction counts half as much after each half-life.
/// </summary>
/// <param name="HalfLifeDays">In days, above 0.</param>
public sealed record Trending(double HalfLifeDays = 90) : ITrainer<Interactions, TrendingModel>
{
    /// <inheritdoc/>
    public string Name { get; } = Parameters.Check("trending", Parameters.Above(HalfLifeDays, 0));

    /// <inheritdoc/>
    public TrendingModel Fit(Interactions data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var times = new long[data.Count];
        var items = new int[data.Count];
        for (var i = 0; i < data.Count; i++)
            (times[i], items[i]) = (data.All[i].At, data.All[i].Item);
        Array.Sort(times, items);
        return new(times, items, data.Items, HalfLifeDays);
    }
}
