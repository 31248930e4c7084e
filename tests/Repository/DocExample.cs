using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Ninefold.Repository.Tests;

/// <summary>
/// The example of a page: its blocks of C#, run one after the other as one script that sees what a user of the packages sees,
/// and its blocks of text, which are what that prints.
/// </summary>
internal static partial class DocExample
{
    private static readonly string[] Imports =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    /// <param name="page">A page in Markdown.</param>
    /// <returns>What the example printed, and what the page says that it prints, line by line.</returns>
    public static async Task<(string[] Printed, string[] Promised)> RunAsync(string page)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // of this asynchronous flow only
        var host = new ExampleHost();
        var code = string.Join("\n", Blocks(page, "csharp"));
        await CSharpScript.RunAsync(
            code,
            ScriptOptions
                .Default.AddReferences(
                    AppDomain.CurrentDomain.GetAssemblies().Where(a => a is { IsDynamic: false, Location.Length: > 0 })
                )
                .AddReferences(
                    Directory
                        .EnumerateFiles(AppContext.BaseDirectory, "Ninefold*.dll")
                        .Where(f => !Path.GetFileName(f).Contains("Tests"))
                )
                .AddImports(Imports),
            host,
            typeof(ExampleHost),
            TestContext.Current.CancellationToken
        );
        return (Lines(host.Console.ToString()), [.. Blocks(page, "text").SelectMany(Lines)]);
    }

    private static IEnumerable<string> Blocks(string page, string language) =>
        Block().Matches(page).Where(m => m.Groups[1].Value == language).Select(m => m.Groups[2].Value);

    private static string[] Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0).ToArray();

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}

/// <summary>What an example may use without saying where it is from.</summary>
public sealed class ExampleHost
{
    /// <summary>Takes what the example prints, in place of the terminal.</summary>
    public StringWriter Console { get; } = new(CultureInfo.InvariantCulture);
}
