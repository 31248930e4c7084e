using System.Reflection;
using System.Runtime.InteropServices;
using Ninefold.Hosting.Commands;
using Ninefold.Hosting.Terminal;

namespace Ninefold.Hosting;

/// <summary>
/// An app of systems: all commands, the server and the web pages, in three lines.
/// <code>
/// return await NinefoldApp.Create(args).AddSystemsFrom(typeof(Program).Assembly).RunAsync();
/// </code>
/// </summary>
public sealed class NinefoldApp
{
    private readonly string[] args;
    private readonly List<MlSystem> systems = [];

    private NinefoldApp(string[] args) => this.args = args;

    /// <summary>An app without systems yet.</summary>
    /// <param name="args">The command line.</param>
    public static NinefoldApp Create(string[] args) => new(args);

    /// <summary>Adds a system.</summary>
    public NinefoldApp AddSystem(MlSystem system)
    {
        systems.Add(system);
        return this;
    }

    /// <summary>Adds one of each class of an assembly that derives from <see cref="MlSystem"/> and has a constructor without parameters.</summary>
    public NinefoldApp AddSystemsFrom(Assembly assembly)
    {
        systems.AddRange(SystemCatalogue.In(assembly));
        return this;
    }

    /// <summary>Runs the command that the command line names; Ctrl-C and SIGTERM stop it cleanly.</summary>
    /// <returns>
    /// The exit code: 0 done; 1 a requirement that applies was missed; 2 bad input or usage; 70 a fault of the program; 130
    /// stopped.
    /// </returns>
    /// <exception cref="ArgumentException">Two systems have the same id.</exception>
    public async Task<int> RunAsync()
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await RunAsync(Screen.OfProcess(), TimeProvider.System, stop.Token).ConfigureAwait(false);

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = !stop.IsCancellationRequested; // the second one ends the process at once
            stop.Cancel();
        }
    }

    internal Task<int> RunAsync(Screen screen, TimeProvider time, CancellationToken stop) =>
        CommandLine.RunAsync(new(new SystemCatalogue(systems), screen, time), args, stop);
}
