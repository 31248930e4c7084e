using System.Diagnostics;
using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Storage;
using Ninefold.Data.Tables;
using Ninefold.Data.Verification;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Metrics.Cost;

namespace Ninefold.Models.Runs;

/// <summary>
/// One offline run of a system: caches every step by what it read, climbs ladders, replays the flow over past cases,
/// and remembers it all. A killed run resumes after its last finished step.
/// </summary>
public sealed class Run
{
    private readonly RunOptions options;
    private readonly StepStore steps;
    private readonly AcceptedProfiles accepted;
    private readonly Fingerprint fingerprint = new();
    private readonly List<StepReport> done = [];
    private readonly Dictionary<string, LadderReport> ladders = [];
    private readonly Dictionary<string, object> chosen = [];
    private readonly Dictionary<string, object> kept = [];
    private readonly Dictionary<string, AcceptedVersion> verified = [];
    private readonly List<KnobSearchReport> searches = [];
    private readonly List<TrainingCurve> curves = [];
    private readonly List<(IReadOnlyList<FeatureView>, IEnumerable<Observation>)> filled = [];
    private readonly Dictionary<string, string> uncounted = [];

    internal Run(RunOptions options, Database database, ArtifactStore artifacts)
    {
        this.options = options;
        steps = new StepStore(database, artifacts);
        accepted = new AcceptedProfiles(database);
    }

    /// <summary>All randomness of the run comes from it.</summary>
    public int Seed => options.Seed;

    /// <summary>How many threads trainers may use.</summary>
    public int Threads => options.Threads;

    /// <summary>A small sample is enough: floors are reported, not enforced.</summary>
    public bool Quick => options.Quick;

    /// <summary>Whether ladders are climbed; else each stops at its first rung, or at one that is compared with.</summary>
    public bool Climbs => Policy == RungPolicy.Best;

    /// <summary>Where data comes from when the user brings their own, and how its columns are named.</summary>
    public DataRequest Data => options.Data;

    /// <summary>Where the run tells what it does.</summary>
    public IRunLog Log => options.Log;

    /// <summary>Cancelled when the user stops the run.</summary>
    public CancellationToken Cancellation => options.Cancellation;

    /// <summary>Observations of the system so far that were lived, not replayed: the way back from production into data.</summary>
    public IReadOnlyList<Observation> Observations => options.Observations;

    /// <summary>The histories that the flow reads.</summary>
    internal FeatureStore Store { get; } = new();

    internal LoggedValues? Logged => options.Logged;

    /// <summary>A hash of all that calls can read beside the parts: what is made by calls depends on it.</summary>
    internal string Readable =>
        string.Join(' ', [.. Store.Filled.OrderBy(v => v.Key).Select(v => v.Value.Fingerprint), Logged?.Fingerprint]);

    internal IReadOnlyList<StepReport> Steps => done;

    internal IReadOnlyList<LadderReport> Ladders => [.. ladders.Values];

    internal IReadOnlyList<KnobSearchReport> Searches => searches;

    internal IReadOnlyList<TrainingCurve> Curves => curves;

    internal string Code => options.Code;

    internal TimeProvider Time => options.Time;

    internal RungPolicy Policy { get; set; } = RungPolicy.Best;

    internal IReadOnlyList<FeatureSet> FeatureSets => options.FeatureSets;

    /// <summary>Gives a history its past; call it in <c>Collect</c>.</summary>
    /// <exception cref="ArgumentException">The history cannot be used; the message lists all faults.</exception>
    public void Fill(HistoryView view, Interactions past) => Store.Fill(view, past);

    /// <summary>Gives views their past, such as the observations that a data set amounts to; call it in <c>Collect</c>.</summary>
    /// <param name="views">The views.</param>
    /// <param name="past">What happened; nothing that a rehearsal will bring.</param>
    /// <exception cref="ArgumentException">The views cannot be used; the message lists all faults.</exception>
    public void Fill(IReadOnlyList<FeatureView> views, IEnumerable<Observation> past)
    {
        Store.Fill(views, past);
        filled.Add((views, past));
        foreach (var view in views)
            if (Store.Filled[view.Name].Entities.Count == 0)
                uncounted[view.Name] = UncountedView.Describe(view, past);
    }

    /// <summary>Gives views of one table their past: its rows; call it in <c>Collect</c>.</summary>
    /// <param name="views">Of a <see cref="TableSource"/>.</param>
    /// <param name="rows">The rows, such as it reads them; nothing that a rehearsal will bring.</param>
    /// <exception cref="ArgumentException">The views are of several tables or none, or cannot be used.</exception>
    /// <exception cref="InvalidDatasetException">The rows are not of that table; all faults are listed.</exception>
    public void Fill(IReadOnlyList<FeatureView> views, Table rows) =>
        Fill(views, TableSource.Of(views).Observations(rows));

    /// <summary>What the views were filled with.</summary>
    internal IReadOnlyList<(IReadOnlyList<FeatureView> Views, IEnumerable<Observation> Past)> FilledFrom => filled;

    /// <summary>Of each view that counted nothing of its past, why.</summary>
    internal IReadOnlyDictionary<string, string> Uncounted => uncounted;

    /// <summary>Keeps what <c>Collect</c> read beside the cases, such as a catalogue, for <c>Train</c>.</summary>
    public void Keep<T>(string name, T value)
        where T : notnull => kept[name] = value;

    /// <summary>What <c>Collect</c> kept.</summary>
    /// <exception cref="KeyNotFoundException">It kept nothing of this name.</exception>
    public T Kept<T>(string name) =>
        kept.TryGetValue(name, out var value)
            ? (T)value
            : throw new KeyNotFoundException(
                $"Collect kept no '{name}'. It kept: {string.Join(", ", kept.Keys.DefaultIfEmpty("nothing"))}."
            );

    /// <summary>Brings a data set onto this machine: the first of some editions that can be had.</summary>
    /// <exception cref="InvalidDatasetException">No source delivers; each is listed with its reason.</exception>
    public async Task<FetchedDataset> Fetch(IReadOnlyList<CatalogEntry> editions)
    {
        using var work = Log.Work("data");
        var store = new DatasetStore(Data.Cache, Data.Local, options.Time);
        var fetched = await store.GetAsync(editions, new FetchedShare(work), Cancellation).ConfigureAwait(false);
        work.Done(fetched.Source);
        return fetched;
    }

    /// <summary>
    /// Describes the tables of a data set for its report, and compares them with the version on which a run was last
    /// finished. What differs much is a warning, not an error: the world may have changed, and a schema stops what is wrong.
    /// </summary>
    /// <param name="info">Which data set, and which version of it.</param>
    /// <param name="tables">Its tables.</param>
    /// <returns>Lines for <see cref="Dataset{TRequest, TOutcome}.Report"/>.</returns>
    public IReadOnlyList<string> Verify(DatasetInfo info, IReadOnlyList<Table> tables)
    {
        TableProfile[] profiles = [.. tables.Select(TableProfile.Of)];
        verified[info.Id] = new(info.Sha256, profiles);
        return
        [
            .. profiles.SelectMany(p => p.Lines()),
            .. accepted.Compare(info, tables)?.Lines(failed: "WARNING") ?? [],
        ];
    }

    /// <summary>The run was finished: later versions of its data are compared with this one.</summary>
    internal void AcceptData()
    {
        foreach (var (id, version) in verified)
            accepted.Accept(id, version);
    }

    /// <summary>Trains, or reuses what the same trainer made of the same data with the same seed.</summary>
    public TModel Fit<TData, TModel>(string name, ITrainer<TData, TModel> trainer, TData data)
        where TData : notnull
        where TModel : notnull => Fit(name, trainer, data, new TrainingNotes([], []), out _, out _);

    /// <param name="notes">Takes what the trainer tells; null where nobody listens.</param>
    internal TModel Fit<TData, TModel>(
        string name,
        ITrainer<TData, TModel> trainer,
        TData data,
        TrainingNotes? notes,
        out double seconds,
        out long bytes
    )
        where TData : notnull
        where TModel : notnull
    {
        var what =
            $"{trainer.GetType().FullName} {CodeVersion.Of(trainer)} {Convert.ToHexStringLower(PartSerializer.Write(trainer, trainer.GetType()))}";
        return Cached(
            name,
            what,
            [data],
            progress =>
                trainer.Fit(
                    data,
                    new RunContext(this, name, notes, Seed, options.Threads, progress, options.Cancellation)
                ),
            out seconds,
            out bytes,
            notes
        );
    }

    /// <summary>Any code as a step, done again when its input, the system's code or the seed changes.</summary>
    /// <param name="name">Distinct within the system.</param>
    /// <param name="input">All that the work reads.</param>
    /// <param name="work">A static lambda: what it needs is passed.</param>
    /// <exception cref="ArgumentException">The lambda captures variables, which the key would not know of.</exception>
    public TOut Step<TIn, TOut>(string name, TIn input, Func<TIn, Run, TOut> work)
        where TIn : notnull
        where TOut : notnull
    {
        Captures.Refuse(name, work);
        return Cached(name, options.Code, [input], _ => work(input, this), out _, out _);
    }

    /// <summary>
    /// Runs code of the flow over past cases, each as of its own moment, and keeps the rows of features it makes: so a
    /// ranker trains on what the candidate sources really return.
    /// </summary>
    /// <param name="name">Distinct within the system.</param>
    /// <param name="features">The feature set of the rows.</param>
    /// <param name="cases">Each becomes one group of rows.</param>
    /// <param name="parts">What the flow needs.</param>
    /// <param name="work">A static lambda that returns items with labels; a case without any is left out.</param>
    public FeatureTable Replay<TRequest, TOutcome, TParts, TItem>(
        string name,
        FeatureSet<TItem> features,
        IReadOnlyList<Case<TRequest, TOutcome>> cases,
        TParts parts,
        Func<Case<TRequest, TOutcome>, TParts, Call, ValueTask<IReadOnlyList<(TItem Item, float Label)>>> work
    )
        where TParts : notnull
    {
        Captures.Refuse(name, work);
        var made = Cached(
            name,
            $"{options.Code} {features.Name} {features.Fingerprint} {Readable}",
            [cases, parts],
            progress =>
            {
                var (items, labels, groups, group) = (new List<TItem>(), new List<float>(), new List<int>(), 0);
                var (logged, reads) = (0, 0);
                for (var i = 0; i < cases.Count; i++)
                {
                    options.Cancellation.ThrowIfCancellationRequested();
                    var call = CallAt(cases[i].At, Seed + i, requestId: cases[i].RequestId);
                    var rows = work(cases[i], parts, call).AsTask().GetAwaiter().GetResult();
                    (logged, reads) = (logged + call.LoggedReads, reads + call.Reads.Count);
                    items.AddRange(rows.Select(r => r.Item));
                    labels.AddRange(rows.Select(r => r.Label));
                    groups.AddRange(Enumerable.Repeat(group, rows.Count));
                    group += rows.Count > 0 ? 1 : 0;
                    progress.Report((i + 1.0) / cases.Count);
                }
                return new Replayed(features.Table(items, [.. labels], [.. groups]), new(logged, reads));
            },
            out _,
            out _
        );
        fingerprint.Know(made.Rows, fingerprint.Of(made));
        if (Logged is not null)
        {
            done[^1] = done[^1] with { Logged = made.Reads };
            Log.Line($"{name}: {made.Reads}, the others computed anew");
        }
        return made.Rows;
    }

    private sealed record Replayed(FeatureTable Rows, LoggedShare Reads);

    /// <summary>
    /// Keeps whole feature vectors ready, for items whose features do not depend on a request; a release holds them beside the
    /// model that scores them. Done again when the input, the features, their encoders or the system's code change.
    /// </summary>
    /// <param name="name">Distinct within the system.</param>
    /// <param name="features">The feature set.</param>
    /// <param name="learned">Scores them.</param>
    /// <param name="input">All that the work reads.</param>
    /// <param name="work">A static lambda that returns the items by distinct ids.</param>
    /// <exception cref="ArgumentException">
    /// The set is not the one that the model was trained with, an id occurs twice, or the lambda captures variables.
    /// </exception>
    public PreparedVectors Prepare<TIn, TItem>(
        string name,
        FeatureSet<TItem> features,
        Learned<FeatureScorer> learned,
        TIn input,
        Func<TIn, IReadOnlyList<(string Id, TItem Item)>> work
    )
        where TIn : notnull
    {
        Captures.Refuse(name, work);
        var fitted = learned.Model.Features;
        return Cached(
            name,
            $"{options.Code} {features.Fingerprint} {fitted.Fingerprint}",
            [input],
            _ => PreparedVectors.Of(features, fitted, work(input)),
            out _,
            out _
        );
    }

    internal Call CallAt(
        DateTimeOffset at,
        int seed,
        bool live = false,
        bool explain = false,
        FeatureSink? sink = null,
        string? requestId = null
    ) =>
        new(
            new CallOptions(at, seed, Store, options.FeatureSets)
            {
                Live = live,
                Explain = explain,
                Sink = sink,
                Logged = Logged,
                RequestId = requestId,
                Cancellation = options.Cancellation,
            }
        );

    internal void Report<TData, TModel>(LadderReport report, ITrainer<TData, TModel> trainer)
    {
        if (Policy == RungPolicy.Best)
            ladders[report.Name] = report;
        chosen[report.Name] = trainer;
    }

    internal void Report(KnobSearchReport report) => searches.Add(report);

    /// <summary>More was found out about a rung of a ladder that was reported.</summary>
    internal void Report(string ladder, RungReport rung)
    {
        var report = ladders[ladder];
        ladders[ladder] = report with { Rungs = [.. report.Rungs.Select(r => r.Name == rung.Name ? rung : r)] };
    }

    internal ITrainer<TData, TModel> ChosenTrainer<TData, TModel>(string ladder) =>
        (ITrainer<TData, TModel>)chosen[ladder];

    internal TOut Cached<TOut>(
        string name,
        string what,
        object[] inputs,
        Func<IProgress<double>, TOut> work,
        out double seconds,
        out long bytes,
        TrainingNotes? notes = null
    )
        where TOut : notnull
    {
        options.Cancellation.ThrowIfCancellationRequested();
        var key = Fingerprint.Hash(
            $"{what} {Seed} {CodeVersion.Engine} {string.Join(' ', inputs.Select(fingerprint.Of))}"
        );
        using var shown = options.Log.Work(name);
        if (steps.TryFind(key, out TOut read, out seconds, out bytes))
        {
            fingerprint.Know(read, key);
            done.Add(new(name, key, seconds, Reused: true));
            shown.Done("reused");
            if (notes is not null && steps.TryFind(NotesOf(key), out TrainingNotes noted, out _, out _))
                Report(name, noted);
            return read;
        }
        using var memory = PeakMemory.Watch();
        var clock = Stopwatch.StartNew();
        var made = work(shown);
        seconds = clock.Elapsed.TotalSeconds;
        var stored = PartSerializer.Write(made);
        bytes = stored.LongLength;
        steps.Save(key, name, options.Id, stored, seconds);
        fingerprint.Know(made, key);
        done.Add(new(name, key, seconds, Reused: false) { PeakBytes = memory.Bytes });
        if (notes is { Any: true })
        {
            steps.Save(NotesOf(key), name, options.Id, PartSerializer.Write(notes), seconds);
            Report(name, notes);
        }
        shown.Done($"{seconds:0.0} s");
        return made;
    }

    private static string NotesOf(string key) => $"{key} notes";

    private void Report(string name, TrainingNotes notes)
    {
        if (Policy != RungPolicy.Best)
            return;
        curves.AddRange(notes.Curves.Select(c => c with { Name = name }));
        searches.AddRange(notes.Searches.Select(s => s with { Name = name }));
    }
}
