using System.CommandLine;
using Ninefold.Monitoring;

namespace Ninefold.Hosting.Commands;

/// <summary><c>alarms list</c>: how every rule stands.</summary>
internal static class AlarmsCommands
{
    public static Command Create(CommandContext context)
    {
        var list = new Command("list", "How every rule stands; those that fire come first.")
        {
            CommandOptions.AnySystem,
            CommandOptions.Json,
        };
        list.SetAction(parsed =>
        {
            var alarms = new AlarmEvaluator(context.WorkspaceOf(parsed).Database, context.Time);
            context.Screen.List(
                parsed.GetValue(CommandOptions.Json),
                context.SystemsOf(parsed).SelectMany(s => alarms.All(s.Id)),
                ("system", a => a.System),
                ("rule", a => a.Rule),
                ("severity", a => a.Severity.ToString().ToLowerInvariant()),
                ("state", a => a.State.ToString().ToLowerInvariant()),
                ("since", a => $"{a.Since:u}"),
                ("value", a => $"{a.Value:0.####}"),
                ("reason", a => a.Reason)
            );
        });
        return new Command("alarms", "The alarms over drift, data quality, latency and failures.") { list };
    }
}
