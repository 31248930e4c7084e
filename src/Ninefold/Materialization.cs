using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;

namespace Ninefold;

/// <summary>Fills the views that serve, apart from any server: with what releases had seen, and with files of observations.</summary>
internal sealed class Materialization<TParts>(
    MlSystem system,
    Workspace workspace,
    IRunLog log,
    CancellationToken cancellation
)
    where TParts : class
{
    private const int Batch = 10_000;

    private static readonly string[] Aliases = [ReleaseStore.Champion, ReleaseStore.Heuristic, ReleaseStore.Challenger];

    /// <exception cref="KeyNotFoundException">There is no such view.</exception>
    public async Task<IReadOnlyList<Materialized>> RunAsync(string? only, IReadOnlyList<string> files)
    {
        var views = system.KeptViews.Where(v => only is null || v.Name == only).ToList();
        if (views.Count == 0)
            throw new KeyNotFoundException(
                $"{system.Id} has no view{(only is null ? "s" : $" '{only}'")}. There are: {string.Join(", ", system.KeptViews.Select(v => v.Name).DefaultIfEmpty("none"))}."
            );
        var (ofFiles, ofReleases) = (new List<Materialized>(), new List<Materialized>());
        var observations = await ObservationLog
            .OpenAsync(workspace.ObservationFolder(system.Id), workspace.Time, cancellation: cancellation)
            .ConfigureAwait(false);
        await using var _ = observations.ConfigureAwait(false);
        var store = await LiveViews.OpenStoreAsync(system, workspace, cancellation).ConfigureAwait(false);
        try
        {
            var taken = new HashSet<string>(); // releases of one training share their pasts
            foreach (var release in Releases())
            foreach (var past in LiveRelease<TParts>.PastsOf(system, release, workspace))
                if (views.Any(v => v.Name == past.View.Name) && taken.Add(past.Fingerprint))
                    ofReleases.Add(await FillAsync(release, past, store).ConfigureAwait(false));
            using (var work = log.Work("observations of the log"))
            {
                await store.FollowAsync(observations.Reader, cancellation).ConfigureAwait(false);
                work.Done($"up to {store.Position:N0}");
            }
            foreach (var file in files)
                ofFiles.Add(await AppendAsync(file, views, observations, store).ConfigureAwait(false));
            await store.SaveAsync(cancellation).ConfigureAwait(false);
            return store.Problem is { } problem ? throw new InvalidDataException(problem) : [.. ofFiles, .. ofReleases];
        }
        finally
        {
            if (store is IAsyncDisposable connected)
                await connected.DisposeAsync().ConfigureAwait(false);
        }
    }

    private IEnumerable<Release> Releases() =>
        Aliases.Select(a => workspace.Releases.Find(system.Id, a)).OfType<Release>().DistinctBy(r => r.Id);

    private async Task<Materialized> FillAsync(
        Release release,
        (FeatureView View, string Fingerprint, Func<ViewPast> Past) past,
        IViewStore store
    )
    {
        var source = $"{past.View.Name} of release {release.Id}";
        using var work = log.Work(source);
        var loaded = past.Past();
        var isNew = await store
            .FillAsync(past.View, past.Fingerprint, () => loaded, work, cancellation)
            .ConfigureAwait(false);
        work.Done(isNew ? $"{loaded.Count:N0} observations" : "skipped: it is there already");
        return new(source, loaded.Count, isNew ? loaded.Count : 0, isNew ? 0 : loaded.Count);
    }

    private async Task<Materialized> AppendAsync(
        string file,
        List<FeatureView> views,
        ObservationLog to,
        IViewStore store
    )
    {
        using var work = log.Work(Path.GetFileName(file));
        var (count, added, batch, kinds) = (0L, 0L, new List<Observation>(), new SortedSet<string>());
        var line = 0L;
        await foreach (var (observation, share) in ReadAsync(file).ConfigureAwait(false))
        {
            line++;
            if (observation.System != system.Id)
                throw new InvalidDataException(
                    $"'{file}', observation {line}: 'system' must be '{system.Id}'; got '{observation.System}'."
                );
            kinds.Add(observation.Kind);
            if (!views.Exists(v => v.Counts(observation, out _, out _)))
                continue;
            batch.Add(observation);
            if (batch.Count < Batch)
                continue;
            await AppendAsync().ConfigureAwait(false);
            work.Report(share);
        }
        await AppendAsync().ConfigureAwait(false);
        var refused = await store.FollowAsync(to.Reader, cancellation).ConfigureAwait(false);
        work.Done(
            count > 0
                ? $"{added:N0} new, {count - added:N0} skipped: they are there already{(refused > 0 ? $"; {refused:N0} refused: they are later than a view in tiles takes" : "")}"
                : $"nothing counts: the views are of {string.Join(", ", views.SelectMany(v => v.Kinds).Distinct())}, the file is of {string.Join(", ", kinds.DefaultIfEmpty("none"))}"
        );
        return new(file, count, added, count - added, refused);

        async Task AppendAsync()
        {
            try
            {
                var result = await to.AppendAsync(batch, cancellation).ConfigureAwait(false);
                (count, added) = (count + batch.Count, added + result.Stored);
                batch.Clear();
            }
            catch (InvalidObservationsException e)
            {
                throw new InvalidDataException(
                    $"'{file}', about observation {line - batch.Count + 1} and on: {e.Message}",
                    e
                );
            }
        }
    }

    private async IAsyncEnumerable<(Observation Observation, double Share)> ReadAsync(string file)
    {
        if (!File.Exists(file))
            throw new InvalidDataException($"There is no file '{file}'.");
        var extension = Path.GetExtension(file);
        if (extension is ".csv" or ".gz" || system.Views.Any(v => v.Table?.IsFile(file) == true))
        {
            var table = TableSource.OfFile(file, system.Views);
            var rows = table.Read(file, workspace.Options.Columns, cancellation);
            var read = 0L;
            foreach (var o in table.Observations(rows, system.Id))
                yield return (o, (double)++read / rows.Rows / table.Columns.Count);
            yield break;
        }
        if (extension == ".parquet")
        {
            var (rows, _) = await RolledFile.SummaryAsync(file, cancellation).ConfigureAwait(false);
            var read = 0L;
            await foreach (var o in ObservationParquet.ReadAsync(file, cancellation).ConfigureAwait(false))
                yield return (o, (double)++read / rows);
            yield break;
        }
        if (extension != ".jsonl")
            throw new InvalidDataException(
                $"A file of observations must end in .parquet or .jsonl, and one of a table in .csv or .parquet; got '{file}'."
            );
        var bytes = File.OpenRead(file);
        await using var _ = bytes.ConfigureAwait(false);
        using var reader = new StreamReader(bytes);
        for (var line = 1; await reader.ReadLineAsync(cancellation).ConfigureAwait(false) is { } text; line++)
            if (text.Length > 0)
                yield return (Parse(text, file, line), (double)bytes.Position / bytes.Length);
    }

    private static Observation Parse(string text, string file, int line)
    {
        try
        {
            return JsonSerializer.Deserialize<Observation>(text, SystemEngine.Json)
                ?? throw new InvalidDataException($"'{file}', line {line}: null is no observation.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{file}', line {line}: {JsonErrors.Describe(e, typeof(Observation))}", e);
        }
    }
}
