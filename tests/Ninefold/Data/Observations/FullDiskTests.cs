using System.Diagnostics;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

/// <summary>On a real file system of one megabyte.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly string mount = Directory.CreateTempSubdirectory("ninefold-small-").FullName;
    private readonly bool mounted;

    public FullDiskTests() =>
        mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (mounted)
            Run("umount", "--lazy", mount);
        Directory.Delete(mount, recursive: true);
    }

    [Fact]
    public async Task A_full_disk_refuses_keeps_what_was_acknowledged_and_recovers()
    {
        Assert.SkipUnless(mounted, "Needs Linux and the right to mount a small file system.");
        var ballast = Path.Combine(mount, "ballast");
        File.WriteAllBytes(ballast, new byte[300 * 1024]);
        var folder = Path.Combine(mount, "log");
        var stored = new List<string>();
        Observation[] refused = [];
        await using (var log = await OpenAsync())
        {
            try
            {
                for (var batch = 0; ; batch++)
                {
                    refused = LogFolder.Some(50, $"{batch}-");
                    await log.AppendAsync(refused, Cancellation);
                    stored.AddRange(refused.Select(o => o.Id));
                }
            }
            catch (ObservationsNotStoredException e)
            {
                Assert.IsType<IOException>(e.InnerException);
                Assert.Contains(folder, e.Message);
            }
            Assert.NotEmpty(stored);
            await HoldsAsync(stored);
            await Assert.ThrowsAsync<ObservationsNotStoredException>(() => log.AppendAsync(refused, Cancellation));
            await Assert.ThrowsAsync<ObservationsNotStoredException>(() => log.RollAsync(Cancellation));
            await HoldsAsync(stored);

            File.Delete(ballast);
            Assert.Equal(new AppendResult(50, 0), await log.AppendAsync(refused, Cancellation));
            stored.AddRange(refused.Select(o => o.Id));
            await HoldsAsync(stored);
            await log.RollAsync(Cancellation);
            Assert.Null(log.RollFailure);
        }
        await using (await OpenAsync())
            await HoldsAsync(stored);

        Task<ObservationLog> OpenAsync() => ObservationLog.OpenAsync(folder, TimeProvider.System, null, Cancellation);

        async Task HoldsAsync(List<string> expected)
        {
            var reader = new ObservationReader(folder);
            var ids = await reader.ReadAsync(cancellation: Cancellation).Select(o => o.Id).ToListAsync(Cancellation);
            Assert.Equal(expected, ids);
            Assert.Empty((await reader.StatisticsAsync(Cancellation)).Damaged);
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
