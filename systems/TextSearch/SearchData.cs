using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Verification;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Systems.TextSearch.Data;
using Ninefold.Text.Collections;
using Ninefold.Text.Queries;

namespace Ninefold.Systems.TextSearch;

/// <summary>Step 4: reads documents, queries and judgements, and splits the queries into folds.</summary>
internal static class SearchData
{
    private const string SynonymFile = "synonyms.txt";
    private const int Folds = 5;
    private const int LeastRehearsed = 4_000;
    private const int RehearsedOfASample = 400;
    private const int TimesRehearsed = 5;

    /// <summary>What both collections are in; Porter's stems leave words of other languages mostly as they are.</summary>
    private const string Language = "en";

    /// <summary>Queries bear no times: they are laid out from here on, a minute apart.</summary>
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly IReadOnlyList<Slice<Case<SearchQuery, Judgements>>> Slices =
    [
        new("queries of up to 3 words", c => Words(c) <= 3),
        new("queries of 12 words or more", c => Words(c) >= 12),
        new("over 10 relevant documents", c => c.Outcome.Documents.Count > 10),
    ];

    public static async Task<Dataset<SearchQuery, Judgements>> Collect(Run run)
    {
        var (info, collection) = await Read(run).ConfigureAwait(false);
        run.Keep(SearchTraining.Documents, new Corpus(Language, collection.Documents));
        run.Keep(SearchTraining.Synonyms, Synonyms(run.Data.Folder));
        var cases = Cases(collection, info.Id == Cranfield.Entry.Id);
        if (cases.Count < Folds)
            throw new InvalidDatasetException(
                $"'{info.Id}' must have at least {Folds} queries with relevant documents (queries.tsv and qrels), but has {cases.Count}."
            );
        var order = Enumerable.Range(0, cases.Count).ToArray();
        new Random(run.Seed).Shuffle(order);
        IReadOnlyList<Case<SearchQuery, Judgements>> Fold(params int[] folds) =>
            [.. order.Where((_, i) => folds.Contains(i % Folds)).Select(i => cases[i])];
        var (validation, test) = (Fold(2), Fold(3, 4));
        var clicked = SearchClicks.Cases(
            run.Observations,
            collection.Documents.Select(d => d.Id).ToHashSet(StringComparer.Ordinal),
            validation.Concat(test).Select(c => SearchClicks.Normal(c.Request.Query)).ToHashSet(StringComparer.Ordinal)
        );
        return new(
            info,
            new([.. Fold(0, 1), .. clicked], validation),
            test,
            Rehearsal(
                test,
                run.Quick ? RehearsedOfASample : Math.Max(LeastRehearsed, TimesRehearsed * test.Count),
                run.Seed
            ),
            "By query, in five folds at random: two to train on, one to choose by, two to test on. The documents are the same "
                + "in all parts, and so are the subjects that several queries ask about. The rehearsal asks the test queries "
                + "again, many times over, since a collection has no traffic of its own."
        )
        {
            Report =
            [
                .. Report(info, collection).Lines(),
                .. clicked.Count > 0
                    ? [$"clicks: {clicked.Count:N0} queries that were lived are trained on"]
                    : (string[])[],
            ],
        };
    }

    /// <summary>What a searcher did after a past request: a click on the first document that was judged relevant.</summary>
    public static IEnumerable<Observation> Clicks(Case<SearchQuery, Judgements> past) =>
        [
            new()
            {
                Id = $"click:{past.Group}:{past.At.ToUnixTimeMilliseconds()}",
                System = "",
                Kind = SearchClicks.Kind,
                At = past.KnownAt,
                Subject = past.Request.Searcher,
                Item = past.Outcome.Documents[0],
            },
        ];

    /// <summary>Queries with relevant documents as cases, in the order of their file.</summary>
    /// <param name="collection">The queries.</param>
    /// <param name="allJudged">Whether every judged document is relevant, whatever its grade.</param>
    internal static IReadOnlyList<Case<SearchQuery, Judgements>> Cases(JudgedCollection collection, bool allJudged) =>
        [
            .. collection
                .Queries.Select(q => (Query: q, Relevant: q.Grades.Where(g => allJudged || g.Value > 0).ToList()))
                .Where(q => q.Relevant.Count > 0)
                .Select(
                    (q, i) =>
                        new Case<SearchQuery, Judgements>(
                            Start.AddMinutes(i),
                            new(q.Query.Text.ReplaceLineEndings(" ")),
                            new(
                                [.. q.Relevant.Select(r => r.Key)],
                                [.. q.Relevant.Select(r => allJudged ? 1 : r.Value)]
                            ),
                            Start.AddMinutes(i),
                            q.Query.Id
                        )
                ),
        ];

    private static async Task<(DatasetInfo, JudgedCollection)> Read(Run run)
    {
        if (run.Data.Folder is { } folder)
        {
            if (!Directory.Exists(folder))
                throw new InvalidDatasetException($"The folder '{folder}' does not exist.");
            var own = CollectionFolder.Read(folder);
            var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
            var files = Directory.GetFiles(folder).Select(Path.GetFileName).OfType<string>();
            var hash = FetchedDataset.HashOf(folder, files);
            return (new(name, $"the folder '{folder}'", own.Documents.Count, hash), own);
        }
        // What the user brings comes first; else what apt knows already, which every Debian has.
        var fetched = await run.Fetch([DebianPackages.Entry, Cranfield.Entry]).ConfigureAwait(false);
        var collection =
            fetched.Entry.Id == Cranfield.Entry.Id
                ? CranfieldFiles.Read(
                    fetched.PathOf(Cranfield.Documents),
                    fetched.PathOf(Cranfield.Queries),
                    fetched.PathOf(Cranfield.Judgements)
                )
                : PackageReader.Read(fetched.PathOf(DebianPackages.Available), run.Cancellation);
        return (fetched.Info(collection.Documents.Count), collection);
    }

    /// <summary>What the owner of a folder wrote down, in <see cref="SynonymTable.Parse"/>'s form.</summary>
    private static SynonymTable Synonyms(string? folder) =>
        Path.Combine(folder ?? "", SynonymFile) is var path && folder is not null && File.Exists(path)
            ? SynonymTable.Parse(File.ReadLines(path))
            : SearchTraining.NoSynonyms;

    /// <summary>The test queries again in a random order, a second apart, as often as a rehearsal needs.</summary>
    private static List<Case<SearchQuery, Judgements>> Rehearsal(
        IReadOnlyList<Case<SearchQuery, Judgements>> test,
        int requests,
        int seed
    )
    {
        var asked = Enumerable.Range(0, requests).Select(i => test[i % test.Count]).ToArray();
        new Random(seed).Shuffle(asked);
        var start = Start.AddDays(30);
        return [.. asked.Select((one, i) => one with { At = start.AddSeconds(i), KnownAt = start.AddSeconds(i + 20) })];
    }

    private static VerificationReport Report(DatasetInfo info, JudgedCollection collection)
    {
        var judgements = collection.Queries.Sum(q => q.Grades.Count);
        var exact = info.Id == Cranfield.Entry.Id ? Cranfield.Counts : default;
        var report = new VerificationReport(
            info.Id,
            [
                Counted("documents", collection.Documents.Count, exact.Documents),
                Counted("queries", collection.Queries.Count, exact.Queries),
                Counted("judgements", judgements, exact.Judgements),
            ]
        );
        report.ThrowIfFailed();
        return report;
    }

    private static Check Counted(string what, int found, int exact) =>
        new(what, exact > 0 ? $"{exact:N0}" : "at least 1", $"{found:N0}", exact > 0 ? found == exact : found > 0);

    private static int Words(Case<SearchQuery, Judgements> one) =>
        one.Request.Query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
