namespace Ninefold.Monitoring;

/// <summary>How far a feature's recent values are from those in training.</summary>
/// <param name="Feature">Its name.</param>
/// <param name="Values">How many recent values were not missing.</param>
/// <param name="Psi">The population stability index; null where there are too few values.</param>
/// <param name="Statistic">Kolmogorov–Smirnov's distance of a number, chi-square of a category; null likewise.</param>
/// <param name="PValue">
/// Of the statistic; null likewise. With thousands of values it is small for differences that do not matter, which is
/// why
/// the level goes by <paramref name="Psi"/>, which measures size.
/// </param>
/// <param name="Level">The verdict by the thresholds.</param>
public sealed record FeatureDrift(
    string Feature,
    int Values,
    double? Psi,
    double? Statistic,
    double? PValue,
    DriftLevel Level
);

/// <summary>The drift of a system's features and predictions.</summary>
/// <param name="Features">The one that drifted most comes first.</param>
public sealed record DriftReport(IReadOnlyList<FeatureDrift> Features)
{
    /// <summary>Compares the windows' values with training.</summary>
    public static DriftReport Of(IEnumerable<FeatureWindow> windows, DriftThresholds? thresholds = null) =>
        new([.. windows.Select(w => w.Drift(thresholds ?? new())).OrderByDescending(f => f.Psi ?? -1)]);

    /// <summary>What alarms and retraining look at: <c>psi/FEATURE</c> of each feature that has one, and the largest
    /// as <c>psi</c>.</summary>
    /// <param name="at">When the report was made.</param>
    public IEnumerable<Signal> Signals(DateTimeOffset at)
    {
        if (Features.Max(f => f.Psi) is { } worst)
            yield return new("psi", worst, at);
        foreach (var feature in Features)
            if (feature.Psi is { } psi)
                yield return new($"psi/{feature.Feature}", psi, at);
    }
}
