using System.Collections.Concurrent;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Features.Views;

/// <summary>
/// Views in this process's memory. With a folder they are durable: checkpoints are written from time to time, and the log
/// is read from there on.
/// </summary>
internal sealed class EmbeddedViews : IViewStore
{
    private readonly ConcurrentDictionary<string, Held> views = [];
    private readonly string? folder;

    /// <summary>Of views that are filled later, and forgotten at the end.</summary>
    public EmbeddedViews() { }

    /// <summary>Goes on from the checkpoints of a folder.</summary>
    /// <param name="served">The views; one without a checkpoint, or with a damaged one, begins empty at the log's beginning.</param>
    /// <param name="folder">Created where it is new.</param>
    public EmbeddedViews(IReadOnlyList<FeatureView> served, string folder)
    {
        FeatureView.Check(served);
        this.folder = folder;
        foreach (var view in served)
            views[view.Name] = Load(view, folder);
    }

    public string? Problem { get; private set; }

    public long Position => views.IsEmpty ? 0 : views.Values.Min(v => v.Position);

    /// <summary>Fills views with observations, of which nothing is forgotten: values can be read as of any moment.</summary>
    /// <exception cref="ArgumentException">The views cannot be used; the message lists all faults.</exception>
    /// <returns>What each was filled with.</returns>
    public IReadOnlyList<ViewPast> Fill(IReadOnlyList<FeatureView> definitions, IEnumerable<Observation> past)
    {
        FeatureView.Check(definitions);
        ViewState[] filled = [.. definitions.Select(d => new ViewState(d, keepsAll: true))];
        foreach (var observation in past)
        foreach (var state in filled)
            state.Add(observation);
        foreach (var state in filled)
            views[state.View.Name] = new(state);
        return [.. filled.Select(s => s.Past())];
    }

    /// <summary>Goes on from what a view had seen, and nothing else.</summary>
    /// <exception cref="InvalidDataException">It is of another version of the view.</exception>
    public void Fill(FeatureView view, ViewPast past) => views[view.Name] = new(ViewState.Of(view, past));

    public Task<bool> FillAsync(
        FeatureView view,
        string fingerprint,
        Func<ViewPast> past,
        IProgress<double>? progress,
        CancellationToken cancellation
    )
    {
        var held = views.GetOrAdd(view.Name, _ => new(new ViewState(view)));
        lock (held)
        {
            if (held.Taken.Contains(fingerprint))
                return Task.FromResult(false);
            held.State.Take(past(), progress, cancellation);
            held.Taken.Add(fingerprint);
            held.Unsaved = true;
            return Task.FromResult(true);
        }
    }

    public ValueTask<int> AddAsync(IReadOnlyList<Observation> observations)
    {
        var refused = 0;
        foreach (var observation in observations)
            refused += Add(observation) ? 0 : 1;
        return new(refused);
    }

    /// <summary>Adds an observation where it counts; the same one again changes nothing.</summary>
    /// <returns>False where it came too late for a view.</returns>
    public bool Add(Observation observation)
    {
        var taken = true;
        foreach (var (_, held) in views)
            taken &= held.State.Add(observation);
        return taken;
    }

    public ValueTask<FeatureValues[]> ReadAsync(
        ReadOnlySpan<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    )
    {
        var values = new FeatureValues[wanted.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = Read(wanted[i].View, wanted[i].Entity, before);
        return new(values);
    }

    /// <summary>The values of a view for an entity, from what happened strictly before a moment.</summary>
    /// <exception cref="InvalidOperationException">The view was never filled.</exception>
    public FeatureValues Read(FeatureView view, string entity, DateTimeOffset before) =>
        Of(view.Name, "view").Read(entity, before);

    public ValueTask<HistoryRead> ReadAsync(
        HistoryView view,
        string subject,
        Vocabulary items,
        DateTimeOffset before
    ) => new(new HistoryRead(Read(view, subject, items, before), null));

    /// <summary>What a subject did with which of some items strictly before a moment.</summary>
    /// <exception cref="InvalidOperationException">The history was never filled.</exception>
    public ReadOnlyMemory<Interaction> Read(
        HistoryView view,
        string subject,
        Vocabulary items,
        DateTimeOffset before
    ) => Of(view.Name, "history").Read(subject, items, before);

    public DateTimeOffset? Latest(FeatureView view) => views.GetValueOrDefault(view.Name)?.State.Latest;

    public async Task<int> FollowAsync(ObservationReader log, CancellationToken cancellation)
    {
        var refused = 0;
        var kinds = views.Values.SelectMany(v => v.State.View.Kinds).ToHashSet();
        if (kinds.Count == 0)
            return 0;
        var tail = LogTail.ReadAsync(log, Position, kinds, cancellation);
        await foreach (var (observations, next) in tail.ConfigureAwait(false))
        {
            refused += await AddAsync(observations).ConfigureAwait(false);
            foreach (var held in views.Values)
                held.Reach(next);
        }
        return refused;
    }

    public ValueTask<string?> AskAsync() => new(Problem);

    public Task SaveAsync(CancellationToken cancellation)
    {
        if (folder is null)
            return Task.CompletedTask;
        Directory.CreateDirectory(folder);
        foreach (var held in views.Values)
            lock (held)
            {
                if (!held.Unsaved)
                    continue;
                cancellation.ThrowIfCancellationRequested();
                // What is added meanwhile may be in it already, and is read again from the position: it counts once.
                new ViewCheckpoint(held.Position, [.. held.Taken]).Write(
                    ViewCheckpoint.PathOf(folder, held.State.View),
                    held.State.Pieces()
                );
                held.Unsaved = false;
            }
        Problem = null;
        return Task.CompletedTask;
    }

    /// <summary>What each view has to start from in production: as much of its past as can still count.</summary>
    public IReadOnlyDictionary<string, ViewPast> Handover() =>
        views.ToDictionary(v => v.Key, v => v.Value.State.Past(trim: true));

    private ViewState Of(string name, string kind) =>
        views.TryGetValue(name, out var held)
            ? held.State
            : throw new InvalidOperationException(
                $"The {kind} '{name}' was not filled; Collect must call run.Fill for it."
            );

    private Held Load(FeatureView view, string from)
    {
        try
        {
            var state = new ViewState(view);
            if (ViewCheckpoint.Read(ViewCheckpoint.PathOf(from, view), piece => state.Take(piece)) is { } read)
                return new(state) { Position = read.Position, Taken = [.. read.Taken] };
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Problem = $"{e.Message} All of the log is read instead.";
        }
        return new(new ViewState(view));
    }

    private sealed class Held(ViewState state)
    {
        public ViewState State => state;
        public long Position { get; set; }
        public HashSet<string> Taken { get; init; } = [];
        public bool Unsaved { get; set; }

        public void Reach(long position)
        {
            lock (this)
                (Position, Unsaved) = (Math.Max(Position, position), Unsaved || position > Position);
        }
    }
}
