using System.ComponentModel;
using System.Diagnostics;

namespace Ninefold.Data.Sources;

/// <summary>Runs a program of the machine, such as apt-get, to its end.</summary>
internal static class ExternalProgram
{
    /// <param name="program">Its name, found on the path.</param>
    /// <param name="arguments">Passed as they are; no shell reads them.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancellation">Kills it with all that it started.</param>
    /// <returns>Null where it ended with 0, otherwise what it said on its error stream, or that it is not installed.</returns>
    public static async Task<string?> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        CancellationToken cancellation
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return $"the program '{program}' is not installed here.";
        }
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = await process.StandardError.ReadToEndAsync(cancellation);
            await output;
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0
                ? null
                : errors
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .FirstOrDefault()
                    ?? $"'{program}' ended with {process.ExitCode}.";
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
