using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

/// <summary>A writer in a process of its own is killed with SIGKILL, again and again, on the same log.</summary>
public sealed class KilledWriterTests : IDisposable
{
    private const string ChildFolder = "NINEFOLD_TEST_KILLED_WRITER";
    private const int Kills = 20;

    private static readonly ObservationLogOptions Options = new() { SegmentBytes = 131_072 };

    private readonly LogFolder folder = new();
    private readonly List<string> followed = []; // by a consumer that saves its position
    private long position;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_before_kill_9_is_there_exactly_once()
    {
        var random = new Random(20260301);
        var acknowledged = new HashSet<string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged.UnionWith(await RunAndKillAsync($"{kill}-", TimeSpan.FromMilliseconds(random.Next(100))));
            await using (await folder.OpenAsync(Options)) // recovers, and rolls what is left
            {
                var ids = await folder.IdsAsync();
                Assert.Equal(ids.Count, ids.Distinct().Count());
                Assert.Empty(acknowledged.Except(ids));
                Assert.Empty((await folder.Reader.StatisticsAsync(Cancellation)).Damaged);
            }
        }
        await FollowAsync();
        Assert.Equal(await folder.IdsAsync(), followed);
        Assert.True(acknowledged.Count > Kills * 10, $"only {acknowledged.Count} were acknowledged");
        Assert.NotEmpty(folder.Rolled);
    }

    /// <returns>The ids that the writer said were stored.</returns>
    private async Task<IEnumerable<string>> RunAndKillAsync(string prefix, TimeSpan after)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KilledWriterTests).Assembly.Location, prefix])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[ChildFolder] = folder.Path;
        using var writer = Process.Start(start)!;
        var first = await writer.StandardOutput.ReadLineAsync(Cancellation);
        var rest = writer.StandardOutput.ReadToEndAsync(Cancellation);
        await Task.Delay(after, Cancellation);
        await FollowAsync();
        writer.Kill();
        await writer.WaitForExitAsync(Cancellation);
        var lines = (await rest).Split('\n');
        return [first!, .. lines[..^1]]; // the last line is cut
    }

    private async Task FollowAsync()
    {
        await foreach (var (observation, next) in folder.Reader.ReadFromAsync(position, Cancellation))
        {
            followed.Add(observation.Id);
            position = next;
        }
    }

    /// <summary>
    /// The writer is this assembly again, which with the variable set never comes to its tests. Other threads cannot run
    /// code of a module that is still initialising, so it waits for its appenders on this one.
    /// </summary>
    [ModuleInitializer]
    internal static void WriteUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(ChildFolder) is not { } path)
            return;
        var prefix = Environment.GetCommandLineArgs()[1];
        var log = ObservationLog.OpenAsync(path, TimeProvider.System, Options).GetAwaiter().GetResult();
        for (var round = 0; ; round++)
        {
            var batches = Enumerable.Range(0, 4).Select(i => LogFolder.Some(1 + i, $"{prefix}{round}-{i}-")).ToList();
            foreach (var (batch, append) in batches.Zip(batches.ConvertAll(b => log.AppendAsync(b))))
            {
                append.GetAwaiter().GetResult();
                Console.Out.Write(string.Concat(batch.Select(o => o.Id + "\n")));
            }
        }
    }
}
