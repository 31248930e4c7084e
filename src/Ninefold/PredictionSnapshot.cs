using System.Text.Json;
using Ninefold.Data;
using Ninefold.Features.Views;

namespace Ninefold;

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
                SystemEngine.Json
            ),
        };
}
