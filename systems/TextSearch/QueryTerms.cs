using Ninefold.Text.Queries;

namespace Ninefold.Systems.TextSearch;

/// <summary>The terms of one query beside those of the corpus: what features are computed from.</summary>
internal sealed class QueryTerms
{
    private readonly DocumentTerms documents;
    private readonly int[] sequence;
    private readonly Dictionary<int, int> slots;
    private readonly double weight;

    public QueryTerms(Corpus corpus, ParsedQuery query, IReadOnlyList<string> terms)
    {
        (documents, Corpus, Query) = (corpus.Terms, corpus, query);
        sequence = [.. terms.Select(documents.Find).Where(term => term >= 0)];
        slots = sequence.Distinct().Index().ToDictionary(t => t.Item, t => t.Index);
        weight = slots.Keys.Sum(documents.Weight);
    }

    public Corpus Corpus { get; }

    public ParsedQuery Query { get; }

    /// <summary>How many different terms of the query some document has.</summary>
    public int Count => slots.Count;

    /// <summary>The mean of what the terms tell; 0 without terms.</summary>
    public double MeanWeight => Count == 0 ? 0 : weight / Count;

    /// <summary>What a document has of the query.</summary>
    public TermMatch Match(int place)
    {
        var terms = documents.Of(place);
        var last = new int[slots.Count]; // the place after each term's latest occurrence; 0 for none yet
        var (covered, pairs, window, most) = (0.0, 0, int.MaxValue, 0);
        for (var at = 0; at < terms.Length; at++)
        {
            if (!slots.TryGetValue(terms[at], out var slot))
                continue;
            if (last[slot] == 0)
            {
                covered += documents.Weight(terms[at]);
                (most, window) = (most + 1, int.MaxValue);
            }
            last[slot] = at + 1;
            // With every term seen so far, the nearest that ends here.
            window = Math.Min(window, at + 2 - last.Where(l => l > 0).Min());
            if (at > 0 && IsPair(terms[at - 1], terms[at]))
                pairs++;
        }
        return new(
            weight == 0 ? 0 : covered / weight,
            Count == 0 ? 0 : most / (double)Count,
            most < 2 ? 0 : most / (double)window,
            pairs,
            terms.Length
        );
    }

    private bool IsPair(int first, int second)
    {
        for (var i = 1; i < sequence.Length; i++)
            if (sequence[i - 1] == first && sequence[i] == second)
                return true;
        return false;
    }
}

/// <summary>What a document has of a query.</summary>
/// <param name="Weight">The share of what the query's terms tell, 0 to 1.</param>
/// <param name="Share">The share of the query's terms, 0 to 1.</param>
/// <param name="Density">How many of its terms stand in the shortest piece that has all the document has, over the piece's length; 0 below two.</param>
/// <param name="Pairs">How often two terms that follow each other in the query do so in the document.</param>
/// <param name="Length">How many terms the document has.</param>
internal sealed record TermMatch(double Weight, double Share, double Density, int Pairs, int Length);
