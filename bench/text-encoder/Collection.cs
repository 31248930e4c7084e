using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Text.Collections;
using Ninefold.Text.Embeddings;
using Ninefold.Text.Indexing;
using Ninefold.Text.Queries;
using Ninefold.Torch.Sequences;

namespace Ninefold.Bench.TextEncoding;

/// <summary>Cranfield as stems by number. Every document that was judged for a query counts as relevant.</summary>
internal sealed class Collection
{
    /// <summary>How many documents a query finds.</summary>
    public const int Found = 100;

    private readonly JudgedCollection collection;
    private readonly string[][] titles;
    private readonly string[][] texts;
    private readonly string[][] queries;
    private readonly Dictionary<string, int> tokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> places;
    private readonly TextIndex index;
    private readonly PseudoRelevanceFeedback feedback = new() { Documents = 5 };

    public Collection(string folder)
    {
        string Of(string file) => Path.Combine(folder, file);
        collection = CranfieldFiles.Read(Of("cran.all.1400"), Of("cran.qry"), Of("cranqrel"));
        var analysis = TextAnalysis.For("en");
        titles = [.. collection.Documents.Select(d => analysis.Terms(d.Texts.GetValueOrDefault("title", "")))];
        texts = [.. collection.Documents.Select(d => analysis.Terms(d.Texts.GetValueOrDefault("body", "")))];
        queries = [.. collection.Queries.Select(q => analysis.Terms(q.Text))];
        foreach (var term in texts.SelectMany(t => t))
            tokens.TryAdd(term, tokens.Count);
        places = collection.Documents.Index().ToDictionary(d => d.Item.Id, d => d.Index, StringComparer.Ordinal);
        index = TextIndex.InMemory(
            new([new("title", .6), new("body", 1)]) { Language = "en" },
            collection.Documents.Select(d =>
                d with
                {
                    Texts = d.Texts.Where(t => t.Key is "title" or "body").ToDictionary(),
                    Keywords = new Dictionary<string, IReadOnlyList<string>>(),
                    Numbers = new Dictionary<string, double>(),
                }
            )
        );
    }

    public int Documents => texts.Length;

    public int Queries => queries.Length;

    public string[] TextOf(int document) => texts[document];

    public string[] QueryOf(int query) => queries[query];

    public int[] Ids(string[] terms) => [.. terms.Select(t => tokens.GetValueOrDefault(t, -1)).Where(t => t >= 0)];

    public WordVectors WordVectors(int width, TrainingContext context) =>
        new SkipGramTrainer
        {
            Dimension = width,
            Window = 10,
            Passes = 20,
            Least = 2,
            Frequent = 1e-3,
        }.Fit(texts, context with { Threads = 1 });

    public SentenceVectors SentenceVectors(WordVectors vectors, TrainingContext context) =>
        new SentenceVectorTrainer(Smoothing: 1e-2).Fit(new(vectors, texts), context);

    /// <summary>Titles with the bodies they stand above, which begin with them again and are cut there, and queries with the documents that answer them.</summary>
    public TextPairs Pairs(int[] learned, WordVectors vectors)
    {
        var pairs = Enumerable.Range(0, Documents).Where(d => titles[d].Length > 0).Select(d => (d, d)).ToList();
        foreach (var (place, query) in learned.Index())
            pairs.AddRange(collection.Queries[query].Grades.Keys.Select(id => (Documents + place, places[id])));
        var start = new float[tokens.Count * vectors.Dimension];
        foreach (var (term, token) in tokens)
            vectors.TryGet(term, start.AsSpan(token * vectors.Dimension, vectors.Dimension));
        return new(
            tokens.Count,
            [.. titles.Select(Ids), .. learned.Select(query => Ids(queries[query]))],
            [.. texts.Select((text, d) => Ids(text[(text.AsSpan().StartsWith(titles[d]) ? titles[d].Length : 0)..]))],
            pairs,
            start
        );
    }

    public ScoredItem[] ByWords(int query) =>
        [
            .. index
                .Search(
                    new(feedback.Expand(collection.Queries[query].Text, index)) { Count = Found, Documents = false }
                )
                .Hits.Select(h => new ScoredItem(places[h.Id], (float)h.Score)),
        ];

    public (double Ndcg, double Map) Judge(ScoredItem[][] lists)
    {
        Judged<IReadOnlyList<string>, Relevance>[] judged =
        [
            .. lists.Select(
                (list, query) =>
                    new Judged<IReadOnlyList<string>, Relevance>(
                        [.. list.Select(s => collection.Documents[s.Item].Id)],
                        collection.Queries[query].Judged,
                        collection.Queries[query].Id
                    )
            ),
        ];
        return (new Ndcg(10).Compute(judged), new AveragePrecisionAtK().Compute(judged));
    }
}
