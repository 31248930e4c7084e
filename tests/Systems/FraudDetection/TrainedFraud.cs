using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models.Runs;
using static Ninefold.Systems.FraudDetection.FraudDetectionSystem;

[assembly: AssemblyFixture(typeof(Ninefold.Systems.FraudDetection.TrainedFraud))]

namespace Ninefold.Systems.FraudDetection;

/// <summary>The system trained once, for all tests, on a small simulation that comes in as a user's own payments would.</summary>
public sealed class TrainedFraud : IAsyncLifetime
{
    private readonly string home = Directory.CreateTempSubdirectory("ninefold-").FullName;

    internal FraudDetectionSystem System { get; } = new();

    internal Workspace Workspace { get; private set; } = null!;

    internal RunReport Report { get; private set; } = null!;

    internal Dataset<Payment, FraudOutcome> Data { get; private set; } = null!;

    /// <summary>A run that has collected the data.</summary>
    internal Run Run { get; private set; } = null!;

    internal LiveRelease<Parts> Release { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(home, "own")).FullName;
        PaymentsFile.Write(folder, customers: 1_500, terminals: 2_000);
        Workspace = Open(
            new()
            {
                Home = home,
                DataFolder = folder,
                Threads = 2,
            }
        );
        Report = await System.Open(Workspace).TrainAsync(new SilentRunLog(), CancellationToken.None);
        Run = NewRun(Workspace);
        Data = await System.Collect(Run);
        Release = LiveRelease<Parts>.Load(System, Workspace.Releases.Get(System.Id, Report.Release), Workspace);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(home, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal static Workspace Open(NinefoldOptions options) => new(options, TimeProvider.System);

    internal Run NewRun(Workspace workspace) =>
        new Training<Payment, Verdict, FraudOutcome, Parts>(
            System,
            workspace,
            [],
            new SilentRunLog(),
            CancellationToken.None
        ).NewRun();

    /// <summary>A payment as of a moment; now is right after the data.</summary>
    internal async Task<(Verdict Verdict, Call Call)> PayAsync(
        Payment payment,
        DateTimeOffset? at = null,
        Func<CallOptions, CallOptions>? with = null
    )
    {
        var options = new CallOptions(at ?? Data.Rehearsal[0].At, Seed: 1, Release.Store, System.Features);
        var call = new Call(with?.Invoke(options) ?? options);
        return (await System.Predict(payment, Release.Parts, call), call);
    }
}
