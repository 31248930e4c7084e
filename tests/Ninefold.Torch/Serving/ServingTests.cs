using System.Diagnostics;
using Ninefold.Data.Storage;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;
using Ninefold.Torch.Tables;

namespace Ninefold.Torch.Tests.Serving;

/// <summary>A server answers with what was trained here, and libtorch is nowhere near it.</summary>
public sealed class ServingTests : IDisposable
{
    private readonly string part = Path.GetTempFileName();

    public void Dispose() => File.Delete(part);

    [Fact]
    public async Task A_process_without_libtorch_makes_trainers_and_serves()
    {
        var rows = TabularTrainerContract.Rows(100, 1);
        ITabularModel model = new DeepCrossNetwork { Training = new(Epochs: 2) }.Fit(new(rows, rows), new(1));
        await File.WriteAllBytesAsync(part, PartSerializer.Write(model), TestContext.Current.CancellationToken);
        var expected = new double[2];
        model.Score(rows.Values.AsSpan(0, 8), expected);

        var app = Path.Combine(
            AppContext.BaseDirectory.Replace("/Ninefold.Torch/bin/", "/Ninefold.Torch/App/bin/"),
            "ServingApp.dll"
        );
        var start = new ProcessStartInfo("dotnet", [app, part, .. rows.Values.Take(8).Select(v => v.ToString("R"))])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var answer = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        var told = answer.Trim().Split('|');
        Assert.Equal(expected, told[0].Split(' ').Select(double.Parse));
        Assert.Contains("libonnxruntime.so", told[1]);
        Assert.DoesNotContain("torch", told[1], StringComparison.OrdinalIgnoreCase);
        Assert.Equal("10", told[2]);
        Assert.StartsWith("libtorch does not load on ", told[3]);
        Assert.Contains("libtorch-cpu-linux-x64", told[3]);
        Assert.Contains("/nowhere/libtorch.so", told[3]);
        Assert.DoesNotContain('\n', told[3]);
    }
}
