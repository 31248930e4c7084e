using System.Text.Json;
using Ninefold.Hosting.Terminal;
using Spectre.Console;

namespace Ninefold.Hosting.Tests.Terminal;

public sealed class ScreenTests
{
    [Fact]
    public void Cells_are_shown_as_they_are_and_problems_stay_in_one_line()
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var screen = new Screen(TextReader.Null, output, error, isWatched: false);
        screen.Table(
            ["a", "b"],
            [
                ["[red]x[/]", "y"],
            ]
        );
        screen.Problem("first\nsecond");
        Assert.Contains("[red]x[/]", output.ToString(), StringComparison.Ordinal);
        Assert.Equal($"first second{Environment.NewLine}", error.ToString());
    }

    [Fact]
    public void A_number_that_is_not_finite_is_null_in_JSON()
    {
        var output = new StringWriter();
        new Screen(TextReader.Null, output, TextWriter.Null, false).Json(
            new
            {
                A = double.NaN,
                B = 1.5,
                C = "é'",
            }
        );
        Assert.Equal("null", JsonSerializer.Serialize(double.PositiveInfinity, FiniteJson.Options));
        Assert.Equal("{\n  \"a\": null,\n  \"b\": 1.5,\n  \"c\": \"é'\"\n}\n", output.ToString());
    }

    [Fact]
    public void A_pipe_gets_a_line_for_what_is_done()
    {
        var output = new StringWriter();
        var log = new PlainRunLog(output, TimeProvider.System);
        log.Step(6, "Models");
        using (var work = log.Work("als"))
        {
            work.Report(.5);
            work.Done("1.0 s");
        }
        Assert.Equal("\n6  Models\n   als: 1.0 s\n", output.ToString());
    }

    [Fact]
    public void Lines_and_bars_do_not_run_into_each_other()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(output),
                Ansi = AnsiSupport.Yes,
                Interactive = InteractionSupport.Yes,
            }
        );
        var log = new ProgressRunLog(console);
        using (var ensemble = log.Work("ensemble"))
        {
            ensemble.Report(.1);
            using (var member = log.Work("member"))
            {
                member.Report(.5);
                log.Line("beside it");
                member.Done("1.0 s");
            }
            ensemble.Done("2.0 s");
        }
        log.Line("after");
        var lines = output.ToString().Split('\n').Select(l => l.TrimEnd()).ToList();
        foreach (var line in new[] { "   beside it", "   member: 1.0 s", "   ensemble: 2.0 s", "   after" })
            Assert.Contains(lines, l => l.EndsWith(line, StringComparison.Ordinal));
    }
}
