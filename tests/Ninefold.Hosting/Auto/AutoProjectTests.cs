using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Ninefold.Hosting.Tests.Auto;

/// <summary>
/// AutoProject and all that writes a part of it:
/// systems of each kind of problem and of split are written for one table, built as one program, and run.
/// </summary>
public sealed class AutoProjectTests : IDisposable
{
    private static readonly string Configuration = Path.GetFileName(
        Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))
    )!;

    private readonly SampleHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Systems_of_all_kinds_build_without_warnings_and_reach_the_figures_that_were_told()
    {
        await File.WriteAllTextAsync(home.At("shop.csv"), Shop(1200), TestContext.Current.CancellationToken);
        (string Name, string[] Options)[] systems =
        [
            ("leaving", ["--target", "left"]),
            ("choices", ["--target", "choice", "--time", "joined on"]),
            ("spending", ["--target", "spend", "--group", "household"]),
            ("income-guess", ["--target", "income"]),
        ];
        var told = new Dictionary<string, string>();
        foreach (var (name, options) in systems)
            told[name] = await home.OutputAsync([
                "new",
                name,
                "--auto",
                "--data",
                home.At("shop.csv"),
                "--budget",
                "8",
                "--output",
                home.At(name),
                .. options,
            ]);
        Assert.Contains("Left out 'id': it is an id", told["leaving"], StringComparison.Ordinal);

        // All in one program: building is what takes long.
        foreach (var (name, _) in systems.Skip(1))
        foreach (
            var file in Directory.EnumerateFiles(home.At(name), "*.cs").Where(f => Path.GetFileName(f) != "Program.cs")
        )
            File.Copy(file, Path.Combine(home.At("leaving"), Path.GetFileName(file)));
        var folder = home.At("leaving");
        var built = await DotnetAsync(folder, "build", "--configuration", Configuration, "--no-dependencies");
        Assert.True(built.Code == 0, built.Output);
        var app = Path.Combine(folder, "bin", Configuration, "net10.0", "Leaving.dll");

        foreach (var (name, _) in systems)
        {
            var run = await DotnetAsync(folder, app, "run", name, "--once", "--json");
            Assert.True(run.Code is 0 or 1, run.Output + run.Error); // 1: too slow now
            var learners = JsonElement.Parse(run.LastLine).GetProperty("learners").EnumerateArray().ToList();
            var chosen = learners[0].GetProperty("chosen").GetString();
            Assert.Contains($"Chosen: {chosen}.", told[name], StringComparison.Ordinal);
            var metric = learners[1].GetProperty("ladder").EnumerateArray().Last().GetProperty("metrics");
            var first = metric.EnumerateObject().First();
            var value = first.Value.GetProperty("value").GetDouble();
            Assert.Contains($"On the test rows {first.Name} {value:0.0000} [", told[name], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_report_says_what_was_tried_chosen_and_dropped_and_the_settings_find_the_data()
    {
        await File.WriteAllTextAsync(home.At("shop.csv"), Shop(400), TestContext.Current.CancellationToken);
        await home.OutputAsync(
            "new",
            "leaving",
            "--auto",
            "--data",
            home.At("shop.csv"),
            "--target",
            "left",
            "--budget",
            "2",
            "--output",
            home.At("leaving")
        );
        var report = Read("README.md");
        Assert.Contains("| mean-label |", report, StringComparison.Ordinal);
        Assert.Contains("- `id`: it is an id: all 400 are different", report, StringComparison.Ordinal);
        Assert.Contains("By time, since there is 'joined on'", report, StringComparison.Ordinal);
        Assert.Contains("| `age` | age as it is", report, StringComparison.Ordinal);
        var settings = JsonElement.Parse(Read("appsettings.json")).GetProperty("Ninefold");
        Assert.Equal("leaving", settings.GetProperty("System").GetString());
        Assert.Equal(home.Folder, settings.GetProperty("DataFolder").GetString());
        Assert.Contains("public double? Age { get; init; }", Read("LeavingRequest.cs"), StringComparison.Ordinal);
        Assert.Contains(
            "public required string Plan { get; init; }",
            Read("LeavingRequest.cs"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Refund", Read("LeavingRequest.cs"), StringComparison.Ordinal);
        Assert.True(File.Exists(home.At("leaving/tests/LeavingSystemTests.cs")));

        string Read(string file) => File.ReadAllText(home.At($"leaving/{file}"));
    }

    /// <summary>What customers leave, choose and spend follows from some columns; names of columns are not those of C#.</summary>
    private static string Shop(int rows)
    {
        var random = new Random(5);
        string[] plans = ["basic", "plus \"x\"", "pro"];
        var lines = new List<string> { "id,age,class,joined on,plan,refund,household,left,choice,spend,income" };
        for (var i = 0; i < rows; i++)
        {
            var (age, plan) = (18 + random.Next(60), random.Next(3));
            var left = age < 30 || (plan == 0 && random.Next(3) == 0) ? random.Next(10) > 1 : random.Next(10) == 0;
            var choice =
                age < 35 ? "film"
                : age < 55 || random.Next(5) == 0 ? "news"
                : "sport";
            var spend = 20 + 10 * plan + age / 2.0 + 4 * random.NextDouble();
            var income = Math.Exp(6 + age / 20.0 + 3 * random.NextDouble() * random.NextDouble());
            lines.Add(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"c-{i},{(i % 9 == 0 ? "NA" : age)},{random.Next(4)},{new DateTime(2023, 1, 1).AddHours(7 * i):yyyy-MM-ddTHH:mm:ssZ},\"{plans[plan].Replace("\"", "\"\"", StringComparison.Ordinal)}\",{(left ? "given" : "")},h{i / 3},{(left ? "yes" : "no")},{choice},{spend:0.00},{income:0}"
                )
            );
        }
        return string.Join('\n', lines) + '\n';
    }

    private static async Task<CommandResult> DotnetAsync(string folder, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", args)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // Build servers would outlive the test and hold on to its pipes.
                Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["UseSharedCompilation"] = "false" },
            }
        )!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(process.ExitCode, await output, await error);
    }
}
