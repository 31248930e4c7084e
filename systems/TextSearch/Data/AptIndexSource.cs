using System.ComponentModel;
using System.Diagnostics;
using Ninefold.Data.Sources;

namespace Ninefold.Systems.TextSearch.Data;

/// <summary>What apt knows of all packages already: nothing is downloaded, and no root is needed.</summary>
/// <param name="Program">The program that prints it.</param>
/// <param name="Arguments">What it is asked.</param>
internal sealed record AptIndexSource(string Program = "apt-cache", params IReadOnlyList<string> Arguments)
    : IDataSource
{
    private static readonly byte[] Tag = "\nTag: "u8.ToArray();

    /// <inheritdoc/>
    public string Description => "apt's own package index";

    /// <inheritdoc/>
    public async Task<string?> TryFetchAsync(
        IReadOnlyList<string> files,
        string folder,
        IProgress<FetchProgress>? progress,
        CancellationToken cancellation
    )
    {
        var arguments = Arguments.Count > 0 ? Arguments : ["dumpavail"];
        var start = new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return $"the program '{Program}' is not installed here: this is no Debian. Bring your own documents with --data FOLDER.";
        }
        try
        {
            var path = Path.Combine(folder, files[0]);
            await using (var file = File.Create(path))
                await process.StandardOutput.BaseStream.CopyToAsync(file, cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            if (process.ExitCode != 0)
                return $"'{Program}' ended with {process.ExitCode}.";
            var bytes = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
            progress?.Report(new(Description, bytes.Length, bytes.Length));
            return bytes.AsSpan().IndexOf(Tag) >= 0
                ? null
                : "apt knows no packages with tags; run 'apt-get update' as root and try again.";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
