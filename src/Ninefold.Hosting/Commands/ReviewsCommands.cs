using System.CommandLine;
using Ninefold.Data.Labelling;
using Ninefold.Hosting.Api;

namespace Ninefold.Hosting.Commands;

/// <summary><c>reviews list|show|decide</c>: the answers that people are to judge.</summary>
internal static class ReviewsCommands
{
    private static readonly Argument<string> Request = new("REQUEST")
    {
        Description = "The id of the request that was answered; 'reviews list' shows them.",
    };

    private static readonly Argument<string> Decision = new("DECISION") { Description = "accept, reject or skip." };

    private static readonly Option<string> Reviewer = new("--reviewer")
    {
        Description = "Who decides, 1 to 128 characters.",
        HelpName = "NAME",
        Required = true,
    };

    public static Command Create(CommandContext context) =>
        new("reviews", "The answers that people are to judge.") { List(context), Show(context), Decide(context) };

    private static Command List(CommandContext context)
    {
        var command = new Command("list", "The answers that wait for a decision, those of the highest score first.")
        {
            CommandOptions.AnySystem,
            CommandOptions.Json,
        };
        command.SetAction(parsed =>
        {
            var reviews = StoreOf(context, parsed);
            context.Screen.List(
                parsed.GetValue(CommandOptions.Json),
                context.SystemsOf(parsed).SelectMany(s => reviews.Pending(s.Id)),
                ("system", r => r.System),
                ("request", r => r.RequestId),
                ("answered", r => $"{r.At:u}"),
                ("subject", r => r.Subject),
                ("item", r => r.Item),
                ("score", r => $"{r.Score:0.####}"),
                ("decided by", r => string.Join(", ", r.Decisions.Select(d => d.Reviewer)))
            );
        });
        return command;
    }

    private static Command Show(CommandContext context)
    {
        var command = new Command("show", "One answer with its request and what was decided.")
        {
            CommandOptions.System,
            Request,
        };
        command.SetAction(parsed =>
        {
            var (system, request) = (context.SystemOf(parsed).Id, parsed.GetRequiredValue(Request));
            context.Screen.Json(
                StoreOf(context, parsed).Find(system, request)
                    ?? throw new KeyNotFoundException($"No answer of '{system}' to request '{request}' was queued.")
            );
        });
        return command;
    }

    private static Command Decide(CommandContext context)
    {
        var command = new Command("decide", "Accepts, rejects or skips an answer; the server makes it a label.")
        {
            CommandOptions.System,
            Request,
            Decision,
            Reviewer,
        };
        command.SetAction(parsed =>
        {
            var input = new ReviewInput(parsed.GetRequiredValue(Reviewer), parsed.GetRequiredValue(Decision));
            var verdict = input.Checked();
            var item = StoreOf(context, parsed)
                .Decide(context.SystemOf(parsed).Id, parsed.GetRequiredValue(Request), input.Reviewer, verdict);
            var state = item.IsPositive switch
            {
                true => "accepted",
                false => "rejected",
                null => "pending",
            };
            context.Screen.Line($"Request {item.RequestId} is {state} after {item.Decisions.Count} decisions.");
        });
        return command;
    }

    private static ReviewStore StoreOf(CommandContext context, ParseResult parsed) =>
        new(context.WorkspaceOf(parsed).Database, context.Time);
}
