using System.Diagnostics;
using System.Globalization;

namespace Ninefold.Bench.TextBm25;

/// <summary>Java's Lucene 4.10 in a process of its own; it works only while it is asked something.</summary>
internal sealed class JavaLucene : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-bench").FullName;
    private readonly Process process;

    public JavaLucene(IEnumerable<string> texts, IEnumerable<string> queries)
    {
        var jars = string.Join(
            ':',
            new[] { "core", "analyzers-common" }.Select(part => $"/usr/share/java/lucene-{part}-4.10.4.jar")
        );
        var source = Path.Combine(AppContext.BaseDirectory, "Peer.java");
        using (var compiler = Process.Start("javac", ["-cp", jars, "-d", folder, source]))
        {
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
                throw new InvalidOperationException(
                    "The peer was not compiled. On Debian: apt-get install default-jdk-headless liblucene4.10-java"
                );
        }
        File.WriteAllLines(Path.Combine(folder, "texts"), texts);
        File.WriteAllLines(Path.Combine(folder, "queries"), queries);
        // The serial collector: one thread, as in the other process.
        process = Process.Start(
            new ProcessStartInfo(
                "java",
                ["-Xmx2g", "-XX:+UseSerialGC", "-cp", $"{folder}:{jars}", "Peer", "texts", "queries", "found"]
            )
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        Ready = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Lucene did not start.");
    }

    /// <summary>How many segments it has.</summary>
    public string Ready { get; }

    /// <summary>Answers all queries: processor seconds, and the ids that were found.</summary>
    public (double Seconds, string[][] Found) Search()
    {
        process.StandardInput.WriteLine();
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Lucene ended.");
        var found = File.ReadAllLines(Path.Combine(folder, "found"));
        return (
            double.Parse(answer, CultureInfo.InvariantCulture),
            [.. found.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))]
        );
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
