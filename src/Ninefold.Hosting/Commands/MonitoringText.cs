using Ninefold.Hosting.Terminal;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Commands;

/// <summary>Shows how the alarms stand, and when the system is trained anew.</summary>
internal static class MonitoringText
{
    public static void Show(Screen screen, MlSystem system, IReadOnlyList<Alarm> alarms)
    {
        var operations = system.Operations;
        foreach (var alarm in alarms)
            screen.Line($"   {alarm.Rule}: {alarm.State.ToString().ToLowerInvariant()}. {alarm.Reason}");
        if (alarms.Count == 0)
            screen.Line("   No alarm was evaluated yet; the server watches drift, data quality, latency and failures.");
        screen.Line(
            $"   Trains anew after {operations.RetrainAfter.TotalDays:0.#} days, or at a drift (PSI) of {operations.RetrainAtDrift}."
        );
    }
}
