using Ninefold.Hosting.Terminal;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Commands;

/// <summary>Shows what drifted, how the alarms stand, and when the system is trained anew.</summary>
internal static class MonitoringText
{
    private const int WorstShown = 3;

    public static void Show(Screen screen, MlSystem system, DriftReport drift, IReadOnlyList<Alarm> alarms)
    {
        var operations = system.Operations;
        foreach (var feature in drift.Features.Take(WorstShown))
            screen.Line($"   {feature.Feature}: {Text(feature)}");
        foreach (var alarm in alarms)
            screen.Line($"   {alarm.Rule}: {alarm.State.ToString().ToLowerInvariant()}. {alarm.Reason}");
        if (alarms.Count == 0)
            screen.Line("   No alarm was evaluated yet; the server watches drift, data quality, latency and failures.");
        screen.Line(
            $"   Trains anew after {operations.RetrainAfter.TotalDays:0.#} days, or at a drift (PSI) of {operations.RetrainAtDrift}."
        );
    }

    private static string Text(FeatureDrift feature) =>
        feature.Psi is { } psi
            ? $"{feature.Level.ToString().ToLowerInvariant()} drift from training, PSI {psi:0.000} over {feature.Values:N0} values"
            : $"{feature.Values:N0} values are too few to tell a drift";
}
