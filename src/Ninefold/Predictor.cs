using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using Ninefold.Flows;

namespace Ninefold;

/// <summary>Answers one request with one release; where its flow fails, with the heuristic's.</summary>
internal sealed class Predictor<TRequest, TAnswer, TOutcome, TParts>(
    MlSystem<TRequest, TAnswer, TOutcome, TParts> system
)
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    /// <summary>About what the first request of a new process takes: a server must not start much later for it.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(50);

    /// <param name="request">A valid request.</param>
    /// <param name="requestId">Seeds the flow's randomness, so that an answer can be made again.</param>
    /// <param name="now">The moment of the request.</param>
    /// <param name="release">Answers.</param>
    /// <param name="heuristic">Answers where the release fails; null lets the failure through.</param>
    /// <param name="explain">Whether stages describe what they returned.</param>
    /// <param name="sink">Receives the feature vectors that the release sees, or null.</param>
    /// <param name="cancellation">Cancelled when the caller goes away.</param>
    /// <exception cref="PredictionFailedException">Both failed.</exception>
    public async ValueTask<Answered<TAnswer>> AnswerAsync(
        TRequest request,
        string requestId,
        DateTimeOffset now,
        LiveRelease<TParts> release,
        LiveRelease<TParts>? heuristic,
        bool explain,
        FeatureSink? sink,
        CancellationToken cancellation
    )
    {
        var clock = Stopwatch.GetTimestamp();
        try
        {
            var call = NewCall(release, sink);
            var answer = await system.Predict(request, release.Parts, call).ConfigureAwait(false);
            return new(answer, release.Release.Id, false, Stopwatch.GetElapsedTime(clock), call);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            if (heuristic is null)
                throw new PredictionFailedException($"The flow of release {release.Release.Id} failed: {e.Message}", e);
            try
            {
                var call = NewCall(heuristic, sink: null);
                var answer = await system.Predict(request, heuristic.Parts, call).ConfigureAwait(false);
                return new(answer, heuristic.Release.Id, true, Stopwatch.GetElapsedTime(clock), call);
            }
            catch (Exception second) when (!cancellation.IsCancellationRequested)
            {
                throw new PredictionFailedException(
                    $"The flow of release {release.Release.Id} failed ({e.Message}), and so did the heuristic's ({second.Message}).",
                    e
                );
            }
        }

        Call NewCall(LiveRelease<TParts> with, FeatureSink? sink) =>
            new(
                new CallOptions(now, Seed(requestId), with.Store, system.Features)
                {
                    Live = true,
                    Explain = explain,
                    Budget = system.Operations.Budget,
                    Sink = sink,
                    Cancellation = cancellation,
                }
            );
    }

    /// <summary>Answers the system's examples until the code behind them is compiled, or for long enough; a flow that fails then fails later too, and says so.</summary>
    public async Task WarmUpAsync(LiveRelease<TParts> release, TimeProvider time, CancellationToken cancellation)
    {
        const int Rounds = 40;
        var began = time.GetTimestamp();
        foreach (var example in Enumerable.Repeat(system.Examples, Rounds).SelectMany(e => e))
            try
            {
                if (time.GetElapsedTime(began) > WarmUp)
                    return;
                await AnswerAsync(example, "warm-up", time.GetUtcNow(), release, null, false, null, cancellation)
                    .ConfigureAwait(false);
            }
            catch (PredictionFailedException)
            {
                return;
            }
    }

    /// <summary>How far apart two answers are, 0 to 1: the share of shown items that are not in both.</summary>
    public double Disagreement(TAnswer one, TAnswer other)
    {
        var (a, b) = (Items(one), Items(other));
        var most = Math.Max(a.Count, b.Count);
        return most == 0 ? 0 : 1 - (double)a.Intersect(b).Count() / most;
    }

    private HashSet<string> Items(TAnswer answer) => [.. system.Impressions(answer).Select(i => i.Item)];

    private static int Seed(string requestId) => (int)XxHash32.HashToUInt32(Encoding.UTF8.GetBytes(requestId));
}

/// <summary>An answer with the call that made it.</summary>
internal sealed record Answered<TAnswer>(TAnswer Answer, string Release, bool Fallback, TimeSpan Duration, Call Call);
