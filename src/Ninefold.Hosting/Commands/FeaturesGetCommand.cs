using System.CommandLine;
using System.Globalization;

namespace Ninefold.Hosting.Commands;

/// <summary><c>features get SYSTEM VIEW ENTITY</c>: what a view knows about an entity as of a moment.</summary>
internal static class FeaturesGetCommand
{
    public static Command Create(CommandContext context)
    {
        var view = new Argument<string>("VIEW") { Description = "The view's name; 'features show' lists them." };
        var entity = new Argument<string>("ENTITY") { Description = "A subject or an item, as the view is defined." };
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description =
                "What happened before counts; now unless set. A release keeps what counts from its training's end on.",
            HelpName = "TIME",
            CustomParser = result =>
            {
                var given = result.Tokens[0].Value;
                var isTime = DateTimeOffset.TryParse(
                    given,
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal,
                    out var time
                );
                if (!isTime)
                    result.AddError($"--at must be a time, such as 2026-03-01T12:00:00Z; got '{given}'.");
                return isTime ? time : null;
            },
        };
        var command = new Command("get", "A view's values for an entity, and how old its latest observation is.")
        {
            CommandOptions.System,
            view,
            entity,
            at,
            CommandOptions.Json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var system = context.SystemOf(parsed);
                var wanted = ViewReading.Find(system, parsed.GetRequiredValue(view));
                var moment = parsed.GetValue(at) ?? context.Time.GetUtcNow();
                var release = await PredictCommand
                    .LoadAsync(system, context.WorkspaceOf(parsed), release: null, cancellation)
                    .ConfigureAwait(false);
                var reads = await release
                    .ReadAsync([(wanted, parsed.GetRequiredValue(entity))], moment)
                    .ConfigureAwait(false);
                var (read, reading) = (reads[0], ViewReading.Of(reads[0], moment));
                if (parsed.GetValue(CommandOptions.Json))
                {
                    context.Screen.Json(reading);
                    return ExitCode.Done;
                }
                context.Screen.Line($"As of {moment.UtcDateTime:u}, age {(read.Age is { } age ? $"{age:c}" : "none")}");
                if (read.Stale is { } stale)
                    context.Screen.Line($"The store did not answer: as last known {stale:c} ago.");
                context.Screen.Table(
                    ["column", "value"],
                    reading.Values.Select(v => new[] { v.Key, double.IsNaN(v.Value) ? "missing" : $"{v.Value:g6}" })
                );
                return ExitCode.Done;
            }
        );
        return command;
    }
}
