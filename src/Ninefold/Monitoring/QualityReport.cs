namespace Ninefold.Monitoring;

/// <summary>How sound a feature's recent values are.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Values">How many recent values there are, missing ones among them.</param>
/// <param name="MissingShare">The share of them that is missing, 0 to 1.</param>
/// <param name="TrainingMissingShare">The share that was missing in training.</param>
/// <param name="OutOfRangeShare">Of a number: the share of present values outside training's range. Null for
/// categories.</param>
/// <param name="UnseenShare">
/// Of a category: the share of present values that training did not know. Null for numbers.
/// </param>
public sealed record FeatureQuality(
    string Feature,
    int Values,
    double MissingShare,
    double TrainingMissingShare,
    double? OutOfRangeShare,
    double? UnseenShare
);

/// <summary>The quality of the data that a system's features see.</summary>
/// <param name="Features">In the order in which they were given.</param>
public sealed record QualityReport(IReadOnlyList<FeatureQuality> Features)
{
    /// <summary>Judges the windows' values.</summary>
    public static QualityReport Of(IEnumerable<FeatureWindow> windows) => new([.. windows.Select(w => w.Quality())]);

    /// <summary>
    /// What alarms look at, of each feature that has enough values: <c>missing/FEATURE</c> (beyond training's share),
    /// <c>out_of_range/FEATURE</c>, <c>unseen/FEATURE</c>, and the largest of each without a feature.
    /// </summary>
    /// <param name="at">When the report was made.</param>
    /// <param name="minimumValues">Shares of fewer values are left out, at least 1.</param>
    public IEnumerable<Signal> Signals(DateTimeOffset at, int minimumValues = 1)
    {
        var seen = Features.Where(f => f.Values >= minimumValues).ToArray();
        return Of("missing", f => Math.Max(0, f.MissingShare - f.TrainingMissingShare))
            .Concat(Of("out_of_range", f => f.OutOfRangeShare))
            .Concat(Of("unseen", f => f.UnseenShare));

        IEnumerable<Signal> Of(string name, Func<FeatureQuality, double?> share)
        {
            if (seen.Max(share) is { } worst)
                yield return new(name, worst, at);
            foreach (var feature in seen)
                if (share(feature) is { } value)
                    yield return new($"{name}/{feature.Feature}", value, at);
        }
    }
}
