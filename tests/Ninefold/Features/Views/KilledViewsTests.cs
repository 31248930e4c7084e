using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using Ninefold.Tests.Data.Observations;

namespace Ninefold.Tests.Features.Views;

/// <summary>
/// A process that keeps views is killed with SIGKILL, again and again; what it knew then is compared with a twin that was
/// never interrupted.
/// </summary>
public sealed class KilledViewsTests : IDisposable
{
    private const string ChildFolder = "NINEFOLD_TEST_KILLED_VIEWS";
    private const int Kills = 10;

    private static readonly ObservationLogOptions Options = new() { SegmentBytes = 65_536 };

    private readonly LogFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task After_kill_9_the_views_are_those_of_a_twin_that_was_never_interrupted()
    {
        var random = new Random(20260302);
        var (next, fromCheckpoint) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            await RunAndKillAsync(next, TimeSpan.FromMilliseconds(random.Next(200)));
            await using var log = await folder.OpenAsync(Options); // recovers
            ViewState[] twin = [.. ViewStoreContract.Served.Select(view => new ViewState(view))];
            var observations = await folder.ReadAsync();
            foreach (var observation in observations)
            foreach (var state in twin)
                state.Add(observation);
            var views = Open(folder.Path);
            Assert.Null(views.Problem);
            fromCheckpoint += views.Position > 0 ? 1 : 0;
            await views.FollowAsync(log.Reader, Cancellation);
            Assert.Equal(observations.Count, views.Position);
            var before = observations.Max(o => o.At).AddMilliseconds(1);
            var wanted = ViewStoreContract.Wanted().ToArray();
            foreach (var (values, (view, entity)) in (await views.ReadAsync(wanted, before)).Zip(wanted))
                Assert.Equal(
                    twin.Single(s => s.View.Name == view.Name).Read(entity, before).All.ToArray(),
                    values.All.ToArray()
                );
            foreach (var person in observations.Select(o => o.Subject!).Distinct())
                Assert.Equal(
                    ViewStoreContract.Naive(observations, person, before),
                    views.Read(ViewStoreContract.Had, person, ViewStoreContract.Known, before).ToArray()
                );
            next = observations.Count;
        }
        Assert.True(fromCheckpoint > 1, "no checkpoint was ever written");
    }

    private async Task RunAndKillAsync(int from, TimeSpan after)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(KilledViewsTests).Assembly.Location, $"{from}"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[ChildFolder] = folder.Path;
        using var child = Process.Start(start)!;
        await child.StandardOutput.ReadLineAsync(Cancellation);
        await Task.Delay(after, Cancellation);
        child.Kill();
        await child.WaitForExitAsync(Cancellation);
    }

    private static EmbeddedViews Open(string folder) => new(ViewStoreContract.Served, Path.Combine(folder, "views"));

    /// <summary>
    /// The process is this assembly again, which with the variable set never comes to its tests. It does all on one thread,
    /// since others cannot run code of a module that is still initialising.
    /// </summary>
    [ModuleInitializer]
    internal static void KeepUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(ChildFolder) is not { } path)
            return;
        var next = int.Parse(Environment.GetCommandLineArgs()[1], CultureInfo.InvariantCulture);
        var log = ObservationLog.OpenAsync(path, TimeProvider.System, Options).GetAwaiter().GetResult();
        var views = Open(path);
        views.FollowAsync(log.Reader, CancellationToken.None).GetAwaiter().GetResult();
        while (true)
        {
            var batch = new List<Observation>();
            for (var i = 0; i < 25; i++, next++)
            {
                var random = new Random(next);
                var some = ViewStoreContract.Some(next, random);
                batch.Add(some with { At = some.At.AddMinutes(-random.Next(20)) }); // late, within the bound
            }
            log.AppendAsync(batch).GetAwaiter().GetResult();
            views.AddAsync(batch).AsTask().GetAwaiter().GetResult();
            views.FollowAsync(log.Reader, CancellationToken.None).GetAwaiter().GetResult();
            views.SaveAsync(CancellationToken.None).GetAwaiter().GetResult();
            Console.Out.Write("saved\n");
        }
    }
}
