using System.Diagnostics;
using System.Net.Http.Headers;
using Ninefold.Metrics;

namespace Ninefold.Bench.Serving;

/// <summary>What came of one load.</summary>
/// <param name="Rate">Requests a second, as intended.</param>
/// <param name="Completed">Requests that were answered with success.</param>
/// <param name="Errors">All others.</param>
/// <param name="Achieved">Answers a second until the last one came.</param>
/// <param name="P50">Median milliseconds from the intended moment of sending to the whole answer.</param>
/// <param name="P90">90th percentile of the same.</param>
/// <param name="P99">99th percentile of the same.</param>
/// <param name="P999">99.9th percentile of the same.</param>
/// <param name="SenderP99">
/// 99th percentile of how late the generator itself was, in milliseconds. It is part of the latencies above; where it is
/// large, the generator had too little of the machine and the server may be better than shown.
/// </param>
internal sealed record LoadResult(
    double Rate,
    long Completed,
    long Errors,
    double Achieved,
    double P50,
    double P90,
    double P99,
    double P999,
    double SenderP99
);

/// <summary>
/// Sends requests at a fixed rate, whether or not earlier ones were answered, and measures from the moment each was to
/// be sent: a server that stalls is charged for every request that it kept waiting (no coordinated omission).
/// </summary>
internal sealed class OpenLoop : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient http = new(
        new SocketsHttpHandler { MaxConnectionsPerServer = 256, PooledConnectionLifetime = Timeout.InfiniteTimeSpan }
    )
    {
        Timeout = Patience,
    };
    private readonly Uri url;
    private readonly byte[][] bodies;

    /// <param name="url">Where to post.</param>
    /// <param name="bodies">At least one JSON request; they are sent in turn.</param>
    public OpenLoop(Uri url, IReadOnlyList<byte[]> bodies) => (this.url, this.bodies) = (url, [.. bodies]);

    /// <param name="rate">Requests a second.</param>
    /// <param name="duration">How long they are sent.</param>
    public async Task<LoadResult> RunAsync(double rate, TimeSpan duration, CancellationToken cancellation)
    {
        var (latency, lateness) = (new LatencyHistogram(), new LatencyHistogram());
        var count = (int)(rate * duration.TotalSeconds);
        var sent = new Task<bool>[count];
        var start = Stopwatch.GetTimestamp();
        // A thread of its own: answers that are handled must not delay what is to be sent.
        await Task
            .Factory.StartNew(
                () =>
                {
                    for (var i = 0; i < count; i++)
                    {
                        var due = TimeSpan.FromSeconds(i / rate);
                        while (Stopwatch.GetElapsedTime(start) < due)
                            Thread.Sleep(1); // spinning would take a core from the server
                        cancellation.ThrowIfCancellationRequested();
                        lateness.Record(Stopwatch.GetElapsedTime(start) - due);
                        var body = bodies[i % bodies.Length];
                        sent[i] = Task.Run(() => SendAsync(body, start, due, latency, cancellation), cancellation);
                    }
                },
                cancellation,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .ConfigureAwait(false);
        var completed = (await Task.WhenAll(sent).ConfigureAwait(false)).LongCount(ok => ok);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new(
            rate,
            completed,
            count - completed,
            completed / seconds,
            latency.Quantile(.5).TotalMilliseconds,
            latency.Quantile(.9).TotalMilliseconds,
            latency.Quantile(.99).TotalMilliseconds,
            latency.Quantile(.999).TotalMilliseconds,
            lateness.Quantile(.99).TotalMilliseconds
        );
    }

    public void Dispose() => http.Dispose();

    private async Task<bool> SendAsync(
        byte[] body,
        long start,
        TimeSpan due,
        LatencyHistogram latency,
        CancellationToken cancellation
    )
    {
        try
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
            using var response = await http.PostAsync(url, content, cancellation).ConfigureAwait(false); // reads it all
            latency.Record(Stopwatch.GetElapsedTime(start) - due);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            latency.Record(Patience);
            return false;
        }
    }
}
