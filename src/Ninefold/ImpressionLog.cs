using System.Threading.Channels;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold;

/// <summary>
/// Appends what was shown behind the requests' backs: an answer does not wait for the disk. Beyond a bound, or while the
/// disk refuses, impressions are dropped and counted.
/// </summary>
internal sealed class ImpressionLog : IAsyncDisposable
{
    private const int MostWaiting = 10_000;

    private readonly Channel<Observation[]> waiting = Channel.CreateBounded<Observation[]>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true }
    );
    private readonly Task pump;
    private long dropped;

    public ImpressionLog(ObservationLog log) => pump = Task.Run(() => PumpAsync(log));

    /// <summary>How many impressions were not stored.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    public void Add(Observation[] shown)
    {
        if (shown.Length > 0 && !waiting.Writer.TryWrite(shown))
            Interlocked.Add(ref dropped, shown.Length);
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await pump.ConfigureAwait(false);
    }

    private async Task PumpAsync(ObservationLog log)
    {
        const int MostOfABatch = 5000;
        var batch = new List<Observation>();
        while (await waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MostOfABatch && waiting.Reader.TryRead(out var shown))
                batch.AddRange(shown);
            try
            {
                await log.AppendAsync(batch).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ObservationsNotStoredException or InvalidObservationsException)
            {
                Interlocked.Add(ref dropped, batch.Count);
            }
            batch.Clear();
        }
    }
}
