using System.CommandLine;

namespace Ninefold.Hosting.Commands;

/// <summary>The options that several commands share. Those that are settings win over environment and appsettings.json.</summary>
internal static class CommandOptions
{
    public static Argument<string> System { get; } =
        new("SYSTEM") { Description = "The system's id; 'list' shows them." };

    public static Argument<string?> AnySystem { get; } =
        new("SYSTEM") { Description = "Only this system; all unless named.", Arity = ArgumentArity.ZeroOrOne };

    public static Argument<string> Run { get; } =
        new("RUN") { Description = "A run's id or its beginning; 'runs list' shows them." };

    public static Argument<string> Release { get; } =
        new("RELEASE") { Description = "A release's id, its beginning, or champion, challenger, heuristic." };

    public static Option<string> Home { get; } =
        new("--home")
        {
            Description = "The folder of all files; ./.ninefold unless set.",
            HelpName = "FOLDER",
            Recursive = true,
        };

    public static Option<string> Url { get; } =
        new("--url") { Description = "Where the server listens; http://127.0.0.1:5080 unless set.", HelpName = "URL" };

    public static Option<string> Data { get; } =
        new("--data")
        {
            Description = "A folder with your own data, in place of the system's data set.",
            HelpName = "FOLDER",
        };

    public static Option<string> Columns { get; } =
        new("--columns") { Description = "Your columns' names: user=customer_id,item=product.", HelpName = "MAP" };

    public static Option<string> Sample { get; } =
        new("--sample")
        {
            Description =
                "How the rows of --data were chosen: everything, random, convenience, snowball, judgement or quota.",
            HelpName = "KIND",
        };

    public static Option<string> Seed { get; } =
        new("--seed") { Description = "All randomness comes from it; 42 unless set.", HelpName = "N" };

    public static Option<string> Threads { get; } =
        new("--threads") { Description = "How many threads training may use; all cores unless set.", HelpName = "N" };

    public static Option<bool> Quick { get; } =
        new("--quick") { Description = "A small sample: requirements are reported, not enforced." };

    public static Option<bool> LoggedValues { get; } =
        new("--logged-values")
        {
            Description =
                "Train on the values of views that predictions saw when they were made, where they were lived.",
        };

    public static Option<bool> Json { get; } = new("--json") { Description = "JSON instead of text." };

    /// <summary>The options of commands that read data and train.</summary>
    public static IEnumerable<Option> OfTraining => [Data, Columns, Sample, Seed, Threads, Quick, LoggedValues];

    /// <summary>The settings that were given as options, by the setting's name.</summary>
    public static Dictionary<string, string?> Given(ParseResult parsed)
    {
        var given = new Dictionary<string, string?>();
        Take("Home", Home);
        Take("Url", Url);
        Take("DataFolder", Data);
        Take("Columns", Columns);
        Take("Sample", Sample);
        Take("Seed", Seed);
        Take("Threads", Threads);
        Flag("Quick", Quick);
        Flag("LoggedValues", LoggedValues);
        return given;

        void Flag(string name, Option<bool> option)
        {
            if (parsed.GetResult(option) is not null && parsed.GetValue(option))
                given[name] = "true";
        }

        void Take(string name, Option<string> option)
        {
            if (parsed.GetResult(option) is { Implicit: false })
                given[name] = parsed.GetValue(option);
        }
    }
}
