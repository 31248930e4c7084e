using Lucene.Net.Index;
using Lucene.Net.Search;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Indexing;

/// <summary>One piece of a query as Lucene searches it: any of its leaves will do, and those that match add up.</summary>
/// <param name="Shown">How it is called in an answer.</param>
/// <param name="IsOptional">Whether a document may do without it.</param>
/// <param name="Leaves">The ways it can be met, over fields and alternatives.</param>
internal sealed record ClauseQuery(string Shown, bool IsOptional, IReadOnlyList<LeafQuery> Leaves)
{
    public Query Any { get; } = AnyOf(Leaves);

    private static BooleanQuery AnyOf(IReadOnlyList<LeafQuery> leaves)
    {
        var any = new BooleanQuery(true);
        foreach (var leaf in leaves)
            any.Add(leaf.Query, Occur.SHOULD);
        return any;
    }
}

/// <summary>One way to meet a piece of a query: in one field.</summary>
/// <param name="Field">The text field.</param>
/// <param name="Words">The words that are looked for.</param>
/// <param name="Query">What Lucene runs, boosted.</param>
internal sealed record LeafQuery(string Field, string Words, Query Query);

/// <summary>Turns the pieces of a query into what Lucene searches.</summary>
internal sealed class ClauseBuilder(TextIndexOptions options, TextAnalysis analysis)
{
    /// <summary>A query has at most so many pieces; the rest of a longer one is left out.</summary>
    public const int Most = 256;

    /// <summary>A beginning or a near spelling stands for at most so many words: the nearest.</summary>
    private const int MostExpansions = 64;
    private const int TwoEditsFrom = 6;
    private const int LongestFuzzy = 60;

    /// <summary>The pieces that say something, each term once.</summary>
    /// <param name="phrasesAsWords">Whether the words of a phrase may stand apart.</param>
    public (IReadOnlyList<ClauseQuery> Clauses, bool Shortened) Build(ParsedQuery query, bool phrasesAsWords)
    {
        var built = new List<ClauseQuery>();
        var seen = new HashSet<(ClauseKind, string)>();
        foreach (var clause in query.Clauses)
        foreach (var own in Build(clause, phrasesAsWords, seen))
        {
            if (built.Count == Most)
                return (built, true);
            built.Add(own);
        }
        return (built, query.Text.Length > ParsedQuery.Longest);
    }

    private IEnumerable<ClauseQuery> Build(QueryClause clause, bool phrasesAsWords, HashSet<(ClauseKind, string)> seen)
    {
        switch (clause.Kind)
        {
            case ClauseKind.Term:
                if (seen.Add((ClauseKind.Word, clause.Text)))
                    yield return Leaves(clause, clause.Text, field => Word(field, clause.Text));
                break;
            case ClauseKind.Prefix:
                var beginning = string.Concat(TextAnalysis.For(TextAnalysis.Neutral).Terms(clause.Text));
                if (beginning.Length > 0 && seen.Add((clause.Kind, beginning)))
                    yield return Leaves(clause, clause.Text + "*", field => Prefix(field, beginning, clause.Text));
                break;
            case ClauseKind.Fuzzy:
                foreach (var term in analysis.Terms(clause.Text))
                    if (seen.Add((clause.Kind, term)))
                        yield return Leaves(clause, clause.Text + "~", field => Fuzzy(field, term));
                break;
            case ClauseKind.Phrase when !phrasesAsWords:
                var words = analysis.Analyse(clause.Text);
                if (words.Count > 0 && seen.Add((clause.Kind, string.Join(' ', words.Select(w => w.Term)))))
                    yield return Leaves(clause, $"\"{clause.Text}\"", field => Phrase(field, words));
                break;
            default:
                foreach (var word in analysis.Analyse(clause.Text))
                    if (seen.Add((ClauseKind.Word, word.Term)))
                        yield return Leaves(
                            clause,
                            clause.Text.Substring(word.Start, word.Length),
                            field => Word(field, word.Term)
                        );
                break;
        }
    }

    private ClauseQuery Leaves(QueryClause clause, string shown, Func<string, Query> inField)
    {
        var leaves = options.Texts.Select(field => Leaf(field, shown, clause.Weight, inField)).ToList();
        foreach (var other in clause.Alternatives)
            if (analysis.Analyse(other.Text) is { Count: > 0 } words)
                leaves.AddRange(
                    options.Texts.Select(field =>
                        Leaf(field, other.Text, clause.Weight * other.Weight, name => Phrase(name, words))
                    )
                );
        return new(shown, clause.IsOptional, leaves);
    }

    private static LeafQuery Leaf(TextField field, string words, double weight, Func<string, Query> inField)
    {
        var query = inField(IndexedFields.Text(field.Name));
        query.Boost = (float)(field.Boost * weight);
        return new(field.Name, words, query);
    }

    private static TermQuery Word(string field, string term) => new(new Term(field, term));

    private static Query Phrase(string field, IReadOnlyList<AnalysedWord> words)
    {
        if (words.Count == 1)
            return Word(field, words[0].Term);
        var phrase = new PhraseQuery();
        foreach (var word in words)
            phrase.Add(new(field, word.Term), word.Position - words[0].Position);
        return phrase;
    }

    /// <summary>Terms are stems, which may be shorter than the beginning that was typed: the stem of it is looked for as well.</summary>
    private BooleanQuery Prefix(string field, string beginning, string typed)
    {
        var any = new BooleanQuery(true)
        {
            {
                new PrefixQuery(new(field, beginning)) { MultiTermRewriteMethod = Expansion() },
                Occur.SHOULD
            },
        };
        foreach (var stem in analysis.Terms(typed))
            if (!stem.StartsWith(beginning, StringComparison.Ordinal))
                any.Add(Word(field, stem), Occur.SHOULD);
        return any;
    }

    private static Query Fuzzy(string field, string term) =>
        term.Length > LongestFuzzy
            ? Word(field, term)
            : new FuzzyQuery(new(field, term), term.Length < TwoEditsFrom ? 1 : 2, 1, MostExpansions, true);

    private static MultiTermQuery.TopTermsScoringBooleanQueryRewrite Expansion() => new(MostExpansions);
}
