using System.CommandLine;
using System.Diagnostics;

namespace Ninefold.Hosting.Training;

/// <summary>
/// Training in a child process of the same program, so that what it loads and uses leaves with it. The child's standard
/// input is a pipe that this process holds: when it closes, also because this process was killed, the child stops.
/// </summary>
internal static class TrainingProcess
{
    private const int Killed = 137; // 128 and SIGKILL

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>The hidden option of a child.</summary>
    public static Option<bool> IsChild { get; } = new("--stop-with-stdin") { Hidden = true };

    /// <summary>Trains a system; the child writes to this process's console.</summary>
    /// <returns>The child's exit code.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; the child has ended.</exception>
    public static async Task<int> RunAsync(MlSystem system, NinefoldOptions options, CancellationToken cancellation)
    {
        using var child = Process.Start(StartInfo(system, options))!;
        return await EndAsync(child, cancellation).ConfigureAwait(false);
    }

    /// <summary>Trains a system; what the child writes goes to a file.</summary>
    /// <returns>The child's exit code.</returns>
    /// <exception cref="OperationCanceledException">It was stopped; the child has ended.</exception>
    public static async Task<int> RunAsync(
        MlSystem system,
        NinefoldOptions options,
        string logFile,
        CancellationToken cancellation
    )
    {
        var start = StartInfo(system, options);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        await using var log = TextWriter.Synchronized(new StreamWriter(logFile) { AutoFlush = true });
        using var child = Process.Start(start)!;
        child.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        child.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        child.BeginOutputReadLine();
        child.BeginErrorReadLine();
        return await EndAsync(child, cancellation).ConfigureAwait(false);
    }

    /// <summary>What to say of a child's exit code; null where the child has said it.</summary>
    public static string? Explain(int code) =>
        code == Killed
            ? "The training was killed, as a system does with the largest process where memory runs out. What it had finished is "
                + "kept: run it again with --quick, with fewer --threads, or with more memory."
            : null;

    /// <summary>Of a child: a source that is cancelled when the parent ends.</summary>
    public static CancellationTokenSource StopWithParent(bool isChild, CancellationToken cancellation)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (isChild)
            new Thread(() => WaitForParent(stop)) { IsBackground = true }.Start();
        return stop;
    }

    private static void WaitForParent(CancellationTokenSource stop)
    {
        using var pipe = Console.OpenStandardInput();
        while (pipe.ReadByte() >= 0) { } // the parent writes nothing
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // the training ended just now
        }
    }

    private static async Task<int> EndAsync(Process child, CancellationToken cancellation)
    {
        try
        {
            await child.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return child.ExitCode;
        }
        catch (OperationCanceledException)
        {
            child.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                await child.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                child.Kill(entireProcessTree: true);
            }
            throw;
        }
    }

    private static ProcessStartInfo StartInfo(MlSystem system, NinefoldOptions options)
    {
        // The program itself, or dotnet with the program's assembly as its first argument.
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in Arguments(system, options))
            start.ArgumentList.Add(argument);
        return start;
    }

    private static IEnumerable<string> Arguments(MlSystem system, NinefoldOptions options)
    {
        string[] always =
        [
            "train",
            system.Id,
            IsChild.Name,
            "--home",
            options.Home,
            "--seed",
            $"{options.Seed}",
            "--threads",
            $"{options.Threads}",
        ];
        string[] data = options.DataFolder is { } folder ? ["--data", folder] : [];
        string[] columns =
            options.Columns.Count > 0
                ? ["--columns", string.Join(',', options.Columns.Select(c => $"{c.Key}={c.Value}"))]
                : [];
        string[] sample = options.Sample is { } kind ? ["--sample", $"{kind}"] : [];
        string[] quick = options.Quick ? ["--quick"] : [];
        string[] logged = options.LoggedValues ? ["--logged-values"] : [];
        return [.. always, .. data, .. columns, .. sample, .. quick, .. logged];
    }
}
