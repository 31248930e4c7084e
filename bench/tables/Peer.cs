using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ninefold.Bench.Tables;

/// <summary>What the peer answers: a score, or one a class, for every row, of the fold that left it out.</summary>
internal sealed record PeerScores(double Seconds, double[][] Scores);

/// <summary>scikit-learn in a process of its own, on the rows and folds that are written for it.</summary>
internal sealed class Peer : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string folder = Directory.CreateTempSubdirectory("tables").FullName;
    private readonly Process process;

    public Peer()
    {
        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "peer.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["OMP_NUM_THREADS"] = start.Environment["OPENBLAS_NUM_THREADS"] = "1";
        process = Process.Start(start)!;
        Version = JsonDocument.Parse(Line()).RootElement.GetProperty("version").GetString()!;
    }

    public string Version { get; }

    /// <summary>Writes a table and its folds for the peer.</summary>
    public void Take(RealTable table)
    {
        var rows = table.Rows.Count;
        var folds = new int[rows];
        var inner = new int[table.Folds.Count * rows];
        foreach (var (at, fold) in table.Folds.Index())
        {
            foreach (var row in fold.Outer.Test)
                folds[row] = at;
            foreach (var (part, place) in fold.Inner.Index().SelectMany(f => f.Item.Test.Select(row => (f.Index, row))))
                inner[at * rows + place] = part;
        }
        Write(table, "values", table.Rows.Values);
        Write(table, "labels", table.Rows.Labels);
        Write(table, "folds", folds);
        Write(table, "inner", inner);
    }

    /// <summary>Fits an estimator, a Python expression, on every fold of a table.</summary>
    public PeerScores Ask(RealTable table, string estimator)
    {
        var path = Path.Combine(folder, table.Name);
        process.StandardInput.WriteLine(JsonSerializer.Serialize(new { table = path, estimator }));
        return JsonSerializer.Deserialize<PeerScores>(Line(), Json)!;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Write<T>(RealTable table, string what, T[] values)
        where T : struct =>
        File.WriteAllBytes(Path.Combine(folder, $"{table.Name}.{what}"), MemoryMarshal.AsBytes(values.AsSpan()));

    private string Line() =>
        process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException("The peer failed: it needs apt's python3-sklearn.");
}
