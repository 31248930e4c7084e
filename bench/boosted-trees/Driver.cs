using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.BoostedTrees;

/// <summary>The peer: a bare C program over the same library, in a process of its own for every training.</summary>
internal sealed class Driver : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("boosted-trees").FullName;
    private readonly LabelledRows rows;

    public Driver(LabelledRows rows)
    {
        this.rows = rows;
        var native = Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
        var source = Path.Combine(AppContext.BaseDirectory, "driver.c");
        string[] arguments =
        [
            "-O2",
            "-o",
            Path.Combine(folder, "driver"),
            source,
            Path.Combine(native, "lib_lightgbm.so"),
            $"-Wl,-rpath,{native}",
        ];
        using (var compiler = Process.Start("gcc", arguments))
        {
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
                throw new InvalidOperationException("The driver was not compiled. On Debian: apt-get install gcc");
        }
        File.WriteAllBytes(Path.Combine(folder, "values"), MemoryMarshal.AsBytes(rows.Values.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "labels"), MemoryMarshal.AsBytes(rows.Labels.AsSpan()));
    }

    /// <returns>Seconds of all processors, seconds, and the model in LightGBM's text format.</returns>
    public (double Processor, double Seconds, string Model) Train(int trees, string parameters)
    {
        string[] arguments =
        [
            "values",
            "labels",
            $"{rows.Count}",
            $"{rows.Schema.Width}",
            $"{trees}",
            parameters,
            "model",
        ];
        var start = new ProcessStartInfo(Path.Combine(folder, "driver"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("The driver failed; see its message above.");
        return (
            double.Parse(output[0], CultureInfo.InvariantCulture),
            double.Parse(output[1], CultureInfo.InvariantCulture),
            File.ReadAllText(Path.Combine(folder, "model"))
        );
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
