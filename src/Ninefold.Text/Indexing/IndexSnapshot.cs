using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Indexing;

/// <summary>Answers from an index as it is at one moment.</summary>
internal sealed class IndexSnapshot(IndexSearcher searcher, TextIndexOptions options, TextAnalysis analysis)
{
    private readonly ClauseBuilder builder = new(options, analysis);

    public SearchAnswer Search(SearchRequest request)
    {
        var (clauses, shortened) = builder.Build(request.Query, phrasesAsWords: false);
        if (clauses.Count == 0)
            return new([], 0) { Reason = WhyNothing(request.Query) };
        var filter = IndexedFields.Filter(request.Filters);
        var required = clauses.Count(c => !c.IsOptional);
        var asked = required == 0 || request.Match == Match.Any ? 1 : required;
        Query? query = AtLeast(clauses, asked);
        var relaxation = default(Relaxation);
        var (best, counters) = Collect(query, filter, request);
        if (best.TotalHits == 0)
        {
            (query, clauses, relaxation) = Relax(request, clauses, filter);
            if (query is null)
                return new([], 0) { Reason = WhyNotFound(clauses, request), Shortened = Shortened(shortened) };
            (best, counters) = Collect(query, filter, request);
        }
        var found = best.GetTopDocs(request.Skip, request.Count).ScoreDocs;
        var wanted = request.SnippetLength > 0 ? Wanted(searcher.Rewrite(query)) : null;
        return new([.. found.Select(doc => Hit(doc, request, clauses, wanted))], best.TotalHits)
        {
            Facets = request
                .Facets.Zip(counters)
                .ToDictionary(f => f.First, f => f.Second.Top(request.FacetValues), StringComparer.Ordinal),
            Relaxation = relaxation,
            Shortened = Shortened(shortened),
        };
    }

    private (TopScoreDocCollector Best, FacetCounter[] Counters) Collect(
        Query query,
        Filter? filter,
        SearchRequest request
    )
    {
        // In order: Lucene's way to add up words block by block allocates its blocks for every query and is slower.
        var best = TopScoreDocCollector.Create(Math.Max(1, request.Skip + request.Count), docsScoredInOrder: true);
        FacetCounter[] counters = [.. request.Facets.Select(field => new FacetCounter(field))];
        searcher.Search(query, filter, MultiCollector.Wrap([best, .. counters]));
        return (best, counters);
    }

    /// <summary>What each text field alone scores for some documents; 0 where it has none of the words.</summary>
    public IReadOnlyDictionary<string, double[]> FieldScores(ParsedQuery query, IReadOnlyList<string> ids)
    {
        var (clauses, _) = builder.Build(query, phrasesAsWords: false);
        var documents = ids.Select(Find).ToArray();
        var scores = options.Texts.ToDictionary(t => t.Name, _ => new double[ids.Count], StringComparer.Ordinal);
        foreach (var ofField in clauses.SelectMany(c => c.Leaves).GroupBy(leaf => leaf.Field, StringComparer.Ordinal))
        {
            var any = new BooleanQuery(true);
            foreach (var leaf in ofField)
                any.Add(leaf.Query, Occur.SHOULD);
            var weight = searcher.CreateNormalizedWeight(any);
            Score(weight, documents, scores[ofField.Key]);
        }
        return scores;
    }

    /// <summary>Documents as hits of a query, in the order given.</summary>
    public IReadOnlyList<SearchHit> Describe(SearchRequest request, IReadOnlyList<string> ids)
    {
        var (clauses, _) = builder.Build(request.Query, phrasesAsWords: true);
        var query = searcher.Rewrite(AtLeast(clauses, 0));
        var weight = searcher.CreateNormalizedWeight(query);
        var wanted = request.SnippetLength > 0 ? Wanted(query) : null;
        return
        [
            .. ids.Select(Find)
                .OfType<int>()
                .Select(doc => Hit(new ScoreDoc(doc, (float)ScoreOf(weight, doc)), request, clauses, wanted)),
        ];
    }

    public TextDocument? Document(string id) =>
        Find(id) is { } document ? IndexedFields.Read(searcher.Doc(document)) : null;

    public int Count => searcher.IndexReader.NumDocs;

    private int? Find(string id)
    {
        var found = searcher.Search(new TermQuery(IndexedFields.IdTerm(id)), 1).ScoreDocs;
        return found.Length > 0 ? found[0].Doc : null;
    }

    private AtomicReaderContext SegmentOf(int document) =>
        searcher.TopReaderContext.Leaves[ReaderUtil.SubIndex(document, searcher.TopReaderContext.Leaves)];

    private string IdOf(int document)
    {
        var (segment, id) = (SegmentOf(document), new BytesRef());
        segment.AtomicReader.GetBinaryDocValues(IndexedFields.Id).Get(document - segment.DocBase, id);
        return id.Utf8ToString();
    }

    private double ScoreOf(Weight weight, int document)
    {
        var leaf = SegmentOf(document);
        var scorer = weight.GetScorer(leaf, leaf.AtomicReader.LiveDocs);
        return scorer?.Advance(document - leaf.DocBase) == document - leaf.DocBase ? scorer.GetScore() : 0;
    }

    /// <summary>The scores of many documents at once: each segment's postings are gone through once.</summary>
    private void Score(Weight weight, int?[] documents, double[] scores)
    {
        var (segment, scorer) = (default(AtomicReaderContext), default(Scorer));
        foreach (
            var place in Enumerable
                .Range(0, scores.Length)
                .Where(i => documents[i] is not null)
                .OrderBy(i => documents[i])
        )
        {
            var document = documents[place]!.Value;
            if (segment is null || document >= segment.DocBase + segment.AtomicReader.MaxDoc)
            {
                segment = SegmentOf(document);
                scorer = weight.GetScorer(segment, segment.AtomicReader.LiveDocs);
            }
            var wanted = document - segment.DocBase;
            if (scorer is not null && (scorer.DocID < wanted ? scorer.Advance(wanted) : scorer.DocID) == wanted)
                scores[place] = scorer.GetScore();
        }
    }

    private bool Finds(Query query, Filter? filter) => searcher.Search(query, filter, 1).TotalHits > 0;

    /// <summary>
    /// First the words of phrases may stand apart, then fewer pieces are needed, as many as a document has: with fewer
    /// the documents only become more, so that the largest number is found by halving.
    /// </summary>
    private (Query? Query, IReadOnlyList<ClauseQuery> Clauses, Relaxation? Relaxation) Relax(
        SearchRequest request,
        IReadOnlyList<ClauseQuery> clauses,
        Filter? filter
    )
    {
        var apart = request.Query.Clauses.Any(c => c.Kind == ClauseKind.Phrase);
        if (apart)
            (clauses, _) = builder.Build(request.Query, phrasesAsWords: true);
        var asked = clauses.Count(c => !c.IsOptional);
        var (low, high) = (0, request.Match == Match.All ? asked : Math.Min(1, asked)); // low is known to find, or 0
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (Finds(AtLeast(clauses, middle), filter))
                low = middle;
            else
                high = middle - 1;
        }
        if (low == 0)
            return (null, clauses, null);
        IEnumerable<string> unknown =
            request.Match == Match.All
                ? clauses.Where(c => !c.IsOptional && !Finds(c.Any, filter: null)).Select(c => c.Shown)
                : [];
        return (
            AtLeast(clauses, low),
            clauses,
            new(asked, request.Match == Match.All ? low : asked, [.. unknown], apart)
        );
    }

    private static BooleanQuery AtLeast(IReadOnlyList<ClauseQuery> clauses, int required)
    {
        // Optional pieces stand outside the count.
        var needed = new BooleanQuery(true) { MinimumNumberShouldMatch = required };
        var all = new BooleanQuery(true);
        foreach (var clause in clauses)
            (clause.IsOptional ? all : needed).Add(clause.Any, Occur.SHOULD);
        if (all.Clauses.Count == 0)
            return needed;
        if (needed.Clauses.Count > 0)
            all.Add(needed, Occur.MUST);
        return all;
    }

    private static Dictionary<string, HashSet<string>> Wanted(Query rewritten)
    {
        var terms = new HashSet<Term>();
        rewritten.ExtractTerms(terms);
        return terms
            .GroupBy(t => t.Field, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => g.Select(t => t.Text).ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            );
    }

    private SearchHit Hit(
        ScoreDoc found,
        SearchRequest request,
        IReadOnlyList<ClauseQuery> clauses,
        Dictionary<string, HashSet<string>>? wanted
    )
    {
        var document = request.Documents ? IndexedFields.Read(searcher.Doc(found.Doc)) : new(IdOf(found.Doc));
        var snippets = new Dictionary<string, Snippet>(StringComparer.Ordinal);
        foreach (var (field, text) in document.Texts)
            if (
                wanted?.GetValueOrDefault(IndexedFields.Text(field)) is { } terms
                && Snippet.Of(text, analysis.Analyse(text), terms, request.SnippetLength) is { } snippet
            )
                snippets.Add(field, snippet);
        return new(document.Id, found.Score, document)
        {
            Snippets = snippets,
            Contributions = request.Explain ? Contributions(found.Doc, clauses) : [],
        };
    }

    private List<Contribution> Contributions(int document, IReadOnlyList<ClauseQuery> clauses)
    {
        var leaves = clauses.SelectMany(c => c.Leaves);
        var all = leaves.Select(leaf => new Contribution(
            leaf.Field,
            leaf.Words,
            ScoreOf(searcher.CreateNormalizedWeight(leaf.Query), document)
        ));
        return [.. all.Where(c => c.Score > 0).OrderByDescending(c => c.Score)];
    }

    private static string WhyNothing(ParsedQuery query) =>
        query.Text.All(char.IsWhiteSpace) ? "The query is empty."
        : TextAnalysis.For(TextAnalysis.Neutral).Terms(string.Join(' ', query.Words)) is { Length: > 0 } words
            ? $"The query has only words that nearly every text has: {string.Join(' ', words.Take(10))}."
        : query.Text.Any(char.IsLetterOrDigit) ? "The query has only words that are too long to be searched."
        : "The query has no letters or digits.";

    private string WhyNotFound(IReadOnlyList<ClauseQuery> clauses, SearchRequest request)
    {
        var shown = string.Join(", ", clauses.Take(10).Select(c => $"'{c.Shown}'")) + (clauses.Count > 10 ? ", …" : "");
        if (Count == 0)
            return "The index is empty.";
        var isFiltered =
            request.Filters.Count > 0 && Finds(AtLeast(clauses, clauses.Any(c => !c.IsOptional) ? 1 : 0), null);
        return isFiltered ? $"No document that the filters keep has {shown}." : $"No document has {shown}.";
    }

    private static string? Shortened(bool shortened) =>
        shortened ? $"The query is long: its first {ClauseBuilder.Most} different words were searched." : null;
}
