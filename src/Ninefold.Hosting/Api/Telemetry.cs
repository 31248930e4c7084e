using System.Diagnostics.Metrics;
using Ninefold.Hosting.Server;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Api;

/// <summary>The server's own measurements, for OpenTelemetry and Prometheus.</summary>
internal sealed class Telemetry
{
    public const string MeterName = "Ninefold";

    private readonly Counter<long> predictions;
    private readonly Counter<long> failures;
    private readonly Counter<long> observations;
    private readonly Histogram<double> duration;

    public Telemetry(IMeterFactory meters, ServedSystems systems)
    {
        var meter = meters.Create(MeterName);
        predictions = meter.CreateCounter<long>("ninefold.predictions", description: "Requests that were answered.");
        failures = meter.CreateCounter<long>(
            "ninefold.prediction.failures",
            description: "Requests that no release could answer."
        );
        observations = meter.CreateCounter<long>("ninefold.observations", description: "Observations stored.");
        duration = meter.CreateHistogram(
            "ninefold.prediction.duration",
            "s",
            "How long an answer took inside the server.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5],
            }
        );
        meter.CreateObservableCounter(
            "ninefold.impressions.dropped",
            () => Live(systems).Select(l => Of(l.Statistics.DroppedImpressions, l.System.Id)),
            description: "Impressions that could not be logged."
        );
        meter.CreateObservableGauge(
            "ninefold.alarms.firing",
            () =>
                Live(systems).Select(l => Of(l.Monitors.Alarms.Count(a => a.State == AlarmState.Firing), l.System.Id)),
            description: "Alarms that fire now."
        );
        meter.CreateObservableGauge(
            "ninefold.system.ready",
            () => systems.All.Select(s => Of(s.State == ServingState.Ready ? 1 : 0, s.System.Id)),
            description: "1 where a system answers."
        );
    }

    public void Answered(Prediction prediction)
    {
        var system = KeyValuePair.Create("system", (object?)prediction.System);
        predictions.Add(
            1,
            system,
            KeyValuePair.Create("release", (object?)prediction.Release),
            KeyValuePair.Create("fallback", prediction.Fallback ? "true" : (object?)"false")
        );
        duration.Record(prediction.Milliseconds / 1000, system);
    }

    public void Failed(string system) => failures.Add(1, KeyValuePair.Create("system", (object?)system));

    public void Observed(string system, int stored) =>
        observations.Add(stored, KeyValuePair.Create("system", (object?)system));

    private static IEnumerable<LiveSystem> Live(ServedSystems systems) =>
        systems.All.Select(s => s.Live).OfType<LiveSystem>();

    private static Measurement<long> Of(long value, string system) =>
        new(value, KeyValuePair.Create("system", (object?)system));
}
