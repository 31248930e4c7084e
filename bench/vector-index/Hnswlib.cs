using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Ninefold.Bench.VectorIndex;

/// <summary>hnswlib in a process of its own, compiled for this machine; it works only while it is asked something.</summary>
internal sealed class Hnswlib : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-bench").FullName;
    private readonly Process process;
    private readonly int each;

    public Hnswlib(float[] vectors, float[] queries, int dimensions, int each)
    {
        this.each = each;
        var program = Path.Combine(folder, "hnswlib");
        var source = Path.Combine(AppContext.BaseDirectory, "hnswlib.cpp");
        using (var compiler = Process.Start("g++", ["-O3", "-march=native", "-o", program, source, "-lpthread"]))
        {
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
                throw new InvalidOperationException(
                    "hnswlib was not compiled. On Debian: apt-get install g++ libhnswlib-dev"
                );
        }
        File.WriteAllBytes(Path.Combine(folder, "vectors"), MemoryMarshal.AsBytes(vectors.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "queries"), MemoryMarshal.AsBytes(queries.AsSpan()));
        var start = new ProcessStartInfo(program, ["vectors", "queries", $"{dimensions}", $"{each}", "found"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        process = Process.Start(start)!;
    }

    /// <returns>The bytes that a vector takes with its lowest links.</returns>
    public int Begin(int links, int width) => int.Parse(Ask($"begin {links} {width}"), CultureInfo.InvariantCulture);

    /// <returns>Processor seconds.</returns>
    public double Add(int first, int count) => double.Parse(Ask($"add {first} {count}"), CultureInfo.InvariantCulture);

    /// <returns>Processor seconds.</returns>
    public double Search(int width, int first, int[] found)
    {
        var answer = Ask($"search {width} {first} {found.Length / each}");
        File.ReadAllBytes(Path.Combine(folder, "found")).CopyTo(MemoryMarshal.AsBytes(found.AsSpan()));
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string Ask(string command)
    {
        process.StandardInput.WriteLine(command);
        process.StandardInput.Flush();
        return process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"hnswlib ended at: {command}");
    }
}
