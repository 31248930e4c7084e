using Ninefold.Text.Indexing;
using Ninefold.Text.Unicode;

namespace Ninefold.Systems.TextSearch;

/// <summary>Which terms stand where in the documents, for features that an inverted index does not give. Safe for concurrent use.</summary>
internal sealed class DocumentTerms
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly int[][] terms;
    private readonly List<int> frequencies = [];

    public DocumentTerms(string language, IReadOnlyList<TextDocument> documents)
    {
        var analysis = TextAnalysis.For(language);
        terms = new int[documents.Count][];
        foreach (var (place, document) in documents.Index())
        {
            places[document.Id] = place;
            var own = document
                .Texts.OrderBy(t => t.Key, StringComparer.Ordinal)
                .SelectMany(t => analysis.Analyse(UnicodeNormalizer.Normalize(t.Value)).Select(w => w.Term));
            terms[place] = [.. own.Select(NumberOf)];
            foreach (var term in terms[place].Distinct())
                frequencies[term]++;
        }
    }

    /// <summary>Where a document stands in the corpus.</summary>
    /// <exception cref="KeyNotFoundException">There is none of this id.</exception>
    public int PlaceOf(string document) => places[document];

    /// <summary>The terms of a document by number, in order.</summary>
    public ReadOnlySpan<int> Of(int place) => terms[place];

    /// <summary>The number of a term; −1 where no document has it.</summary>
    public int Find(string term) => numbers.GetValueOrDefault(term, -1);

    /// <summary>How much a term tells: ln(1 + documents / documents with it).</summary>
    public double Weight(int term) => Math.Log(1 + (terms.Length / (double)frequencies[term]));

    private int NumberOf(string term)
    {
        if (!numbers.TryGetValue(term, out var number))
        {
            numbers[term] = number = numbers.Count;
            frequencies.Add(0);
        }
        return number;
    }
}
