using Ninefold.Features;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Queries;

/// <summary>
/// Words whose vectors lie near those of a query serve as well, each counting as much as it is alike: finds documents that
/// say the same in other words, and words that are merely used alike.
/// </summary>
/// <param name="Vectors">Of words in lower case.</param>
/// <param name="Count">How many alternatives a word gets at most, at least 1.</param>
/// <param name="Least">How alike they must be, above 0 and below 1.</param>
/// <param name="Weight">What one counts beside the word that was typed, times how alike it is; above 0 and at most 1.</param>
public sealed record VectorSynonyms(WordVectors Vectors, int Count = 3, double Least = .6, double Weight = .5)
{
    /// <summary>The query with alternatives for its words; phrases, beginnings and near spellings stay as they are.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range; all faults are named.</exception>
    public ParsedQuery Expand(ParsedQuery query)
    {
        Parameters.Check(
            nameof(VectorSynonyms),
            Parameters.AtLeast(Count, 1),
            Parameters.Above(Least, 0),
            Least < 1 ? null : $"{nameof(Least)} must be below 1, got {Least}",
            Parameters.Above(Weight, 0),
            Weight <= 1 ? null : $"{nameof(Weight)} must be at most 1, got {Weight}"
        );
        var own = query.Words.Select(w => w.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        return query with
        {
            Clauses =
            [
                .. query.Clauses.Select(clause =>
                    clause.Kind == ClauseKind.Word
                        ? clause with
                        {
                            Alternatives = [.. clause.Alternatives, .. Of(clause, own)],
                        }
                        : clause
                ),
            ],
        };
    }

    private IEnumerable<Alternative> Of(QueryClause clause, HashSet<string> own) =>
        Vectors
            .Nearest(clause.Text.ToLowerInvariant(), Count)
            .Where(w => w.Similarity >= Least && !own.Contains(w.Word))
            .Where(w => clause.Alternatives.All(a => a.Text != w.Word))
            .Select(w => new Alternative(w.Word, Weight * Math.Min(1, w.Similarity)));
}
