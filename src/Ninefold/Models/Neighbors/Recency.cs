using Ninefold.Data;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// How much an interaction of the history counts: 1 for the newest, falling by half with each half-life.
/// </summary>
/// <param name="HalfLife">In places back from the newest interaction, above 0; null where the place does not matter.</param>
/// <param name="HalfLifeDays">In days before the query, above 0; null where time does not matter.</param>
public readonly record struct Recency(double? HalfLife, double? HalfLifeDays)
{
    // What counts less than a ten-thousandth is left out, so that a long history costs no more than a short one.
    private const double MostHalfLives = 13.3;

    /// <summary>The weight of an interaction, at most 1; 0 where it is too small to matter.</summary>
    /// <param name="placesBack">0 for the newest.</param>
    /// <param name="at">When it happened, Unix time in milliseconds.</param>
    /// <param name="now">The moment of the query; what lies after it counts as now.</param>
    public float Weight(int placesBack, long at, long now)
    {
        var halfLives = 0.0;
        if (HalfLife is { } places)
            halfLives += placesBack / places;
        if (HalfLifeDays is { } days)
            halfLives += Math.Max(0, now - at) / (days * TimeSpan.MillisecondsPerDay);
        return halfLives > MostHalfLives ? 0 : (float)Math.Pow(.5, halfLives);
    }

    internal float Weight(ReadOnlySpan<Interaction> history, int place, long now) =>
        Weight(history.Length - 1 - place, history[place].At, now);
}
