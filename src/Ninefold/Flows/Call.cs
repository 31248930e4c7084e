using System.Collections;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;

namespace Ninefold.Flows;

/// <summary>
/// One request on its way through <c>Predict</c>: the time it has, the features as of its moment, its trace. It is the
/// same in training, test and production; only in production do stages run side by side and against the clock.
/// </summary>
public sealed class Call
{
    private readonly CallOptions options;
    private readonly long start;
    private readonly List<TraceSpan> trace = [];
    private readonly Dictionary<string, double> watched = [];
    private readonly List<FeatureValues> reads = [];
    private Random? random;
    private int lanes;
    private int logged;

    internal Call(CallOptions options) => (this.options, start) = (options, options.Time.GetTimestamp());

    /// <summary>The moment of the request; features are as of it.</summary>
    public DateTimeOffset Now => options.Now;

    /// <summary>The only source of randomness of the flow: the same seed gives the same answer.</summary>
    public Random Random => random ??= new Random(options.Seed);

    /// <summary>Whether a caller waits: false in training and evaluation, where nothing is cut short.</summary>
    public bool Live => options.Live;

    /// <summary>Whether stages should describe what they returned.</summary>
    public bool Explains => options.Explain;

    /// <summary>Cancelled when the caller went away.</summary>
    public CancellationToken Cancellation => options.Cancellation;

    /// <summary>The stages so far.</summary>
    public IReadOnlyList<TraceSpan> Trace
    {
        get
        {
            lock (trace)
                return [.. trace];
        }
    }

    /// <summary>The numbers that were watched.</summary>
    public IReadOnlyDictionary<string, double> Watched => watched;

    /// <summary>What is left of the budget, zero where it is spent; <see cref="Timeout.InfiniteTimeSpan"/> where nobody waits.</summary>
    public TimeSpan Left =>
        options is not { Live: true, Budget: { } budget } ? Timeout.InfiniteTimeSpan
        : budget - options.Time.GetElapsedTime(start) is var left && left > TimeSpan.Zero ? left
        : TimeSpan.Zero;

    /// <summary>
    /// What a subject did strictly before <see cref="Now"/>, oldest first. Where the store is elsewhere and does not answer,
    /// what was last known is read, and the trace says so.
    /// </summary>
    /// <param name="view">The history.</param>
    /// <param name="subject">Empty for an unknown one.</param>
    /// <param name="items">Numbers the items, as the release does; what was done with others is left out.</param>
    /// <exception cref="InvalidOperationException">The history was never filled.</exception>
    public ValueTask<ReadOnlyMemory<Interaction>> History(HistoryView view, string subject, Vocabulary items)
    {
        var began = Elapsed;
        var reading = options.Store.ReadAsync(view, subject, items, Now);
        return reading.IsCompletedSuccessfully ? new(Seen(reading.Result, began)) : Awaited(reading, began);

        async ValueTask<ReadOnlyMemory<Interaction>> Awaited(ValueTask<HistoryRead> read, double since) =>
            Seen(await read.ConfigureAwait(false), since);
    }

    /// <summary>
    /// The values of views and entities, from what happened strictly before <see cref="Now"/>, in the order asked; all in
    /// one round trip where the store is elsewhere. Where it does not answer, what was last known is read, and the trace
    /// says so. A training on logged values reads what the prediction of this request saw, where it saw all of them.
    /// </summary>
    /// <exception cref="InvalidOperationException">A view was never filled.</exception>
    public ValueTask<IReadOnlyList<FeatureValues>> Read(params ReadOnlySpan<(FeatureView View, string Entity)> wanted)
    {
        var began = Elapsed;
        if (options is { Logged: { } log, RequestId: { } request } && log.Find(request, wanted) is { } seen)
        {
            Interlocked.Add(ref logged, seen.Length);
            return new(Seen(seen, began));
        }
        var reading = options.Store.ReadAsync(wanted, Now);
        return reading.IsCompletedSuccessfully ? new(Seen(reading.Result, began)) : Awaited(reading, began);

        async ValueTask<IReadOnlyList<FeatureValues>> Awaited(ValueTask<FeatureValues[]> values, double since) =>
            Seen(await values.ConfigureAwait(false), since);
    }

    private FeatureValues[] Seen(FeatureValues[] values, double began)
    {
        lock (reads)
            reads.AddRange(values);
        TimeSpan? oldest = null;
        foreach (var read in values)
            if (read.Stale is { } age && !(age <= oldest))
                oldest = age;
        Tell(oldest, began);
        return values;
    }

    private ReadOnlyMemory<Interaction> Seen(HistoryRead read, double began)
    {
        Tell(read.Stale, began);
        return read.Rows;
    }

    private void Tell(TimeSpan? stale, double began)
    {
        if (stale is { } age)
            Add(
                new(
                    "views",
                    Interlocked.Increment(ref lanes),
                    began,
                    Elapsed - began,
                    StageState.Fallback,
                    $"the store of views did not answer; values as of {age.TotalSeconds:0.###} s ago"
                )
            );
    }

    /// <summary>The values that were read from views, in the order of reading.</summary>
    public IReadOnlyList<FeatureValues> Reads
    {
        get
        {
            lock (reads)
                return [.. reads];
        }
    }

    /// <summary>How many of <see cref="Reads"/> are what a prediction saw when it was made.</summary>
    internal int LoggedReads => logged;

    /// <summary>A number to watch for drift, beside the features.</summary>
    public double Watch(string name, double value)
    {
        lock (watched)
            watched[name] = value;
        return value;
    }

    /// <summary>Tells the monitors which feature vectors a prediction saw.</summary>
    internal void Saw(FeatureSchema schema, ReadOnlySpan<float> rows) => options.Sink?.Invoke(schema, rows);

    /// <summary>A named stage. Where it fails, <paramref name="orElse"/> answers; without one, the call fails.</summary>
    /// <param name="describe">Says what was returned, for a call that explains itself.</param>
    public T Stage<T>(string name, Func<T> work, Func<T>? orElse = null, Func<T, IEnumerable<string>>? describe = null)
    {
        var (lane, began) = (Interlocked.Increment(ref lanes), Elapsed);
        try
        {
            return Done(name, lane, began, Checked(name, work), describe);
        }
        catch (Exception e) when (orElse is not null && !Cancellation.IsCancellationRequested)
        {
            return FellBack(name, lane, began, orElse, e);
        }
        catch (Exception e)
        {
            Add(new(name, lane, began, Elapsed - began, StageState.Failed, e.Message));
            throw;
        }
    }

    /// <summary>A named stage that waits for something. Where it fails, the call fails.</summary>
    public async ValueTask<T> StageAsync<T>(string name, Func<ValueTask<T>> work)
    {
        var (lane, began) = (Interlocked.Increment(ref lanes), Elapsed);
        try
        {
            return Done(name, lane, began, await Checked(name, work).ConfigureAwait(false), null);
        }
        catch (Exception e)
        {
            Add(new(name, lane, began, Elapsed - began, StageState.Failed, e.Message));
            throw;
        }
    }

    /// <summary>
    /// A stage against the clock: where it fails or takes longer than <paramref name="within"/>, its token is cancelled
    /// and <paramref name="orElse"/> answers at once. The work may score, but opens no stages and watches nothing.
    /// </summary>
    public async ValueTask<T> Stage<T>(
        string name,
        TimeSpan within,
        Func<CancellationToken, T> work,
        Func<T> orElse,
        Func<T, IEnumerable<string>>? describe = null
    ) => await Timed(name, Interlocked.Increment(ref lanes), within, work, orElse, describe).ConfigureAwait(false);

    /// <summary>Candidate sources side by side; one that fails or is late is left out and traced.</summary>
    public async ValueTask<CandidateSet> Gather(
        TimeSpan within,
        IReadOnlyList<NamedSource> sources,
        CandidateQuery query,
        Func<ScoredItem, string>? describe = null
    )
    {
        var lane = Interlocked.Increment(ref lanes);
        var found = new Task<IReadOnlyList<ScoredItem>>[sources.Count];
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i].Source;
            found[i] = Timed<IReadOnlyList<ScoredItem>>(
                    sources[i].Name,
                    lane,
                    within,
                    _ => source.Find(query),
                    () => [],
                    describe is null ? null : list => list.Take(10).Select(describe)
                )
                .AsTask();
        }
        return new CandidateSet([.. sources.Select(s => s.Name)], await Task.WhenAll(found).ConfigureAwait(false));
    }

    /// <summary>The system's feature set of this name.</summary>
    /// <exception cref="KeyNotFoundException">The system declares no such set of <typeparamref name="T"/>.</exception>
    public FeatureSet<T> Features<T>(string name) =>
        options.FeatureSets.OfType<FeatureSet<T>>().FirstOrDefault(s => s.Name == name)
        ?? throw new KeyNotFoundException(
            $"No feature set '{name}' of {typeof(T).Name}. The system declares: {string.Join(", ", options.FeatureSets.Select(s => s.Name))}."
        );

    private double Elapsed => options.Time.GetElapsedTime(start).TotalMilliseconds;

    private async ValueTask<T> Timed<T>(
        string name,
        int lane,
        TimeSpan within,
        Func<CancellationToken, T> work,
        Func<T> orElse,
        Func<T, IEnumerable<string>>? describe
    )
    {
        var began = Elapsed;
        try
        {
            if (!Live)
                return Done(name, lane, began, Checked(name, () => work(Cancellation)), describe);
            var time = Left is var left && (left == Timeout.InfiniteTimeSpan || within < left) ? within : left;
            if (time <= TimeSpan.Zero)
                throw new TimeoutException("no time left");
            using var late = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            var token = late.Token;
            var running = Task.Run(() => Checked(name, () => work(token)), token);
            try
            {
                return Done(
                    name,
                    lane,
                    began,
                    await running.WaitAsync(time, options.Time, Cancellation).ConfigureAwait(false),
                    describe
                );
            }
            catch (TimeoutException) when (!running.IsCompleted) // else it is the work's own
            {
                await late.CancelAsync().ConfigureAwait(false);
                throw new TimeoutException($"over {time.TotalMilliseconds:0.#} ms");
            }
        }
        catch (Exception e) when (!Cancellation.IsCancellationRequested)
        {
            return FellBack(name, lane, began, orElse, e);
        }
    }

    private T Checked<T>(string name, Func<T> work) =>
        name == options.Broken ? throw new InvalidOperationException("broken on purpose") : work();

    private T Done<T>(string name, int lane, double began, T result, Func<T, IEnumerable<string>>? describe)
    {
        var note =
            result is ICollection { Count: var count } ? $"{count}"
            : result is CandidateSet set ? $"{set.Count}"
            : "";
        Add(
            new(
                name,
                lane,
                began,
                Elapsed - began,
                StageState.Ok,
                note,
                Explains && describe is not null ? [.. describe(result)] : null
            )
        );
        return result;
    }

    private T FellBack<T>(string name, int lane, double began, Func<T> orElse, Exception why)
    {
        var reason = why.GetBaseException().Message;
        try
        {
            var result = orElse();
            Add(new(name, lane, began, Elapsed - began, StageState.Fallback, reason));
            return result;
        }
        catch (Exception e)
        {
            var note = $"{reason}; its fallback: {e.Message}";
            Add(new(name, lane, began, Elapsed - began, StageState.Failed, note));
            throw;
        }
    }

    private void Add(TraceSpan span)
    {
        lock (trace)
            trace.Add(span);
    }
}

/// <summary>Takes encoded feature vectors, laid end to end.</summary>
internal delegate void FeatureSink(FeatureSchema schema, ReadOnlySpan<float> rows);

/// <summary>What a call is made with.</summary>
internal sealed record CallOptions(
    DateTimeOffset Now,
    int Seed,
    FeatureStore Store,
    IReadOnlyList<FeatureSet> FeatureSets
)
{
    public bool Live { get; init; }
    public bool Explain { get; init; }

    /// <summary>Receives the encoded feature vectors that the flow scores, row by row.</summary>
    public FeatureSink? Sink { get; init; }
    public TimeSpan? Budget { get; init; }

    /// <summary>The clock that budgets and traces are measured by.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What lived predictions saw, to read instead of the store; null reads the store.</summary>
    public LoggedValues? Logged { get; init; }

    /// <summary>The request whose prediction is made again, where it was lived.</summary>
    public string? RequestId { get; init; }

    /// <summary>The stage that fails on purpose, in tests of the flow.</summary>
    public string? Broken { get; init; }
    public CancellationToken Cancellation { get; init; }
}
