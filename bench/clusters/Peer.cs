using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Clusters;

/// <summary>What either found: the figure that it sought to make good, the processor's seconds, and an answer a row.</summary>
internal sealed record Found(double Value, double Seconds, double[] Answers)
{
    public string Version { get; init; } = "";
}

/// <summary>scikit-learn in a process of its own, with one thread.</summary>
internal static class Peer
{
    public static Found Run(string task, LabelledRows rows, int seed, int[]? labels = null)
    {
        var folder = Directory.CreateTempSubdirectory("ninefold-clusters-");
        try
        {
            var (values, known) = (Path.Combine(folder.FullName, "values"), Path.Combine(folder.FullName, "labels"));
            File.WriteAllBytes(values, MemoryMarshal.AsBytes(rows.Values.AsSpan()));
            File.WriteAllBytes(known, MemoryMarshal.AsBytes(labels.AsSpan()));
            var start = new ProcessStartInfo(
                "/usr/bin/python3",
                [
                    Path.Combine(AppContext.BaseDirectory, "peer.py"),
                    task,
                    values,
                    $"{rows.Count}",
                    $"{rows.Schema.Width}",
                    $"{seed}",
                    .. labels is null ? Array.Empty<string>() : [known],
                ]
            )
            {
                RedirectStandardOutput = true,
            };
            foreach (var threads in new[] { "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS" })
                start.Environment[threads] = "1";
            using var process = Process.Start(start)!;
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize<Found>(text, JsonSerializerOptions.Web)!
                : throw new InvalidOperationException("The peer failed: it needs apt's python3-sklearn.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
