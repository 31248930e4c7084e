using Ninefold.Flows;
using Ninefold.Text.Indexing;
using Ninefold.Text.Queries;

namespace Ninefold.Systems.TextSearch;

/// <summary>What finds documents.</summary>
/// <param name="Corpus">The documents.</param>
/// <param name="Spelling">Corrects queries.</param>
/// <param name="Meaning">The vectors of words and documents.</param>
/// <param name="Plan">How words are searched.</param>
internal sealed record Retrieval(Corpus Corpus, SpellingModel Spelling, Meaning Meaning, RetrievalPlan Plan)
{
    /// <summary>What serves for words of a query.</summary>
    public SynonymTable Synonyms { get; init; } = SearchTraining.NoSynonyms;

    /// <summary>How what the words found and what means the like become one list.</summary>
    public Blend Blend { get; init; } = new(BlendKind.WordsAlone);

    /// <summary>The index that the plan searches.</summary>
    internal TextIndex Index => Corpus.Index(Plan);

    /// <summary>A query's vector.</summary>
    public float[] Encode(ParsedQuery query) => Meaning.Encode(query.Words.SelectMany(Index.Terms));

    /// <summary>What the words of a query find, best first, outside of any call.</summary>
    public IReadOnlyList<SearchHit> ByWords(ParsedQuery query, int count)
    {
        var meant = Synonyms.Expand(query);
        var searched = Plan.Feedback ? SearchFlow.Feedback.Expand(meant, Index) : meant;
        return Index.Search(new(searched) { Count = count, Documents = false }).Hits;
    }

    /// <summary>What both sources find for a past query, outside of any call.</summary>
    public (IReadOnlyList<ScoredItem> Words, IReadOnlyList<ScoredItem> Meaning) Sources(ParsedQuery query)
    {
        var alike = new AlikeDocuments(Meaning, Encode(query), default);
        return (
            [
                .. ByWords(query, SearchFlow.ForTheRanker)
                    .Select(h => new ScoredItem(Corpus.Terms.PlaceOf(h.Id), (float)h.Score)),
            ],
            alike.Find(new(-1, default, 0, SearchFlow.ForTheRanker))
        );
    }

    /// <summary>The best of both lists as one, below which the words' further documents follow.</summary>
    public RankedDocument[] Blended(RankedDocument[] words, IReadOnlyList<ScoredItem> meaning)
    {
        ScoredItem[] best =
        [
            .. words
                .Take(SearchFlow.ForTheRanker)
                .Select(d => new ScoredItem(Corpus.Terms.PlaceOf(d.Id), (float)d.Score)),
        ];
        RankedDocument[] both =
        [
            .. Blend.Of(best, meaning).Select(s => new RankedDocument(Corpus.Documents[s.Item].Id, s.Score, null)),
        ];
        var there = both.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        return SearchFlow.Follow(both, words.Skip(SearchFlow.ForTheRanker).Where(d => !there.Contains(d.Id)));
    }
}
