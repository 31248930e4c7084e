using System.Text.Json;
using Ninefold.Data;

namespace Ninefold.Features.Views;

/// <summary>The values of views that a prediction saw, as a fact of the log: what was known then, whatever is computed later.</summary>
internal static class PredictionSnapshot
{
    /// <summary>The kind of these observations.</summary>
    public const string Kind = "prediction";

    private sealed record ViewRead(
        string View,
        string Version,
        string Entity,
        double? AgeSeconds,
        IReadOnlyList<double?> Values
    );

    /// <param name="reads">What the call read from views, at least one.</param>
    public static Observation Of(
        IReadOnlyList<FeatureValues> reads,
        string system,
        string requestId,
        DateTimeOffset at,
        string? subject,
        string release,
        string arm
    ) =>
        new()
        {
            Id = $"{requestId}:prediction",
            System = system,
            Kind = Kind,
            At = at,
            RequestId = requestId,
            Subject = subject,
            Release = release,
            Arm = arm,
            Data = JsonSerializer.SerializeToElement(
                reads.Select(r => new ViewRead(
                    r.View.Name,
                    r.View.Version,
                    r.Entity,
                    r.Age?.TotalSeconds,
                    [.. r.All.ToArray().Select(v => double.IsFinite(v) ? v : (double?)null)]
                )),
                JsonSerializerOptions.Web
            ),
        };

    /// <summary>
    /// What a prediction read, of which those are null that are of views defined otherwise now, or no longer; null where the
    /// observation is no snapshot, such as one that somebody else pushed.
    /// </summary>
    /// <param name="observation">Of this kind.</param>
    /// <param name="views">The views as they are defined now, by name.</param>
    public static IReadOnlyList<FeatureValues?>? Read(
        Observation observation,
        IReadOnlyDictionary<string, FeatureView> views
    )
    {
        try
        {
            return observation.RequestId is null
                ? null
                :
                [
                    .. observation
                        .Data?.Deserialize<IReadOnlyList<ViewRead>>(JsonSerializerOptions.Web)
                        ?.Select(r => Values(r, views))
                        ?? [],
                ];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FeatureValues? Values(ViewRead read, IReadOnlyDictionary<string, FeatureView> views) =>
        read is { View: { } name, Entity: { } entity, Values: { } values }
        && views.TryGetValue(name, out var view)
        && view.Version == read.Version
        && values.Count == view.Columns.Count
            ? new(
                view,
                entity,
                [.. values.Select(v => v ?? double.NaN)],
                read.AgeSeconds is { } age ? TimeSpan.FromSeconds(age) : null
            )
            : null;
}
