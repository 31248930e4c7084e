using System.Text.Json;
using Ninefold.Models.Runs;
using Spectre.Console;

namespace Ninefold.Hosting.Terminal;

/// <summary>Where commands write: results to the output, problems to the error output.</summary>
internal sealed class Screen
{
    private const int PipeWidth = 200;

    private readonly IAnsiConsole console;

    /// <param name="input">Where requests may be read from.</param>
    /// <param name="output">Takes results.</param>
    /// <param name="error">Takes problems.</param>
    /// <param name="isWatched">Whether a person sees the output: colours and progress bars, else plain lines.</param>
    public Screen(TextReader input, TextWriter output, TextWriter error, bool isWatched)
    {
        (Input, Output, Error, IsWatched) = (input, output, error, isWatched);
        console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(output),
                Ansi = isWatched ? AnsiSupport.Detect : AnsiSupport.No,
                Interactive = isWatched ? InteractionSupport.Yes : InteractionSupport.No,
            }
        );
        if (!isWatched)
            console.Profile.Width = PipeWidth;
    }

    public TextReader Input { get; }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public bool IsWatched { get; }

    /// <summary>The console of this process.</summary>
    public static Screen OfProcess() =>
        new(
            Console.In,
            Console.Out,
            Console.Error,
            !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb")
        );

    /// <summary>A log for a run: progress bars for a person, lines for a pipe.</summary>
    public IRunLog NewRunLog() =>
        IsWatched ? new ProgressRunLog(console) : new PlainRunLog(Output, TimeProvider.System);

    /// <summary>One of the nine steps begins.</summary>
    public void Step(int number, string title)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{number}  {title}[/]");
    }

    /// <summary>A line as it is.</summary>
    public void Line(string text = "") => Output.WriteLine(text);

    /// <summary>A table; a cell is shown as it is.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Border = IsWatched ? TableBorder.Rounded : TableBorder.Minimal };
        table.AddColumns([.. headings.Select(h => new TableColumn(new Text(h)))]);
        foreach (var row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        if (table.Rows.Count == 0)
            Line("(none)");
        else
            console.Write(table);
    }

    /// <summary>Things of one kind: a table for people, a JSON array for programs.</summary>
    public void List<T>(bool json, IEnumerable<T> things, params (string Heading, Func<T, string?> Cell)[] columns)
    {
        if (json)
            Json(things);
        else
            Table(
                [.. columns.Select(c => c.Heading)],
                things.Select(t => columns.Select(c => c.Cell(t) ?? "").ToArray())
            );
    }

    /// <summary>A value as JSON.</summary>
    public void Json<T>(T value) => Output.WriteLine(JsonSerializer.Serialize(value, FiniteJson.Indented));

    /// <summary>A problem in one line on the error output.</summary>
    public void Problem(string message) => Error.WriteLine(message.ReplaceLineEndings(" "));
}
