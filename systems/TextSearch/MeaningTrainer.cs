using Ninefold.Models;
using Ninefold.Serving;
using Ninefold.Text.Embeddings;
using Ninefold.Text.Indexing;
using Ninefold.Text.Unicode;

namespace Ninefold.Systems.TextSearch;

/// <summary>
/// Learns what words mean from the collection alone, by skip-gram, and makes a vector of each document by smooth inverse
/// frequency. Words are taken together by their stem, under the form in which it is mostly written. How often the texts
/// are read is bounded by how long they are, so that a large collection takes no longer than half a minute.
/// </summary>
internal sealed record MeaningTrainer : ITrainer<Corpus, Meaning>
{
    private const int MostPasses = 20;
    private const int LeastPasses = 2;

    /// <inheritdoc/>
    public string Name => "meaning";

    /// <summary>How many numbers a vector has.</summary>
    public int Dimension { get; init; } = 96;

    /// <summary>Above the most that a list of documents has, so that nearly nothing is missed.</summary>
    private const int Width = 200;

    /// <summary>How many words are read in all passes together, about.</summary>
    public long Words { get; init; } = 4_000_000;

    /// <inheritdoc/>
    public Meaning Fit(Corpus data, TrainingContext context)
    {
        var (texts, forms) = Read(data, context.Cancellation);
        var words = texts.Sum(t => (long)t.Length);
        string[] ids = [.. data.Documents.Select(d => d.Id)];
        if (words == 0)
            return Of(new(new([], Dimension, []), [], [], []), new float[ids.Length * Dimension]);
        var vectors = new SkipGramTrainer
        {
            Dimension = Dimension,
            Passes = (int)Math.Clamp(Words / words, LeastPasses, MostPasses),
            Least = (int)Math.Clamp(words / 50_000, 1, 5),
            Window = 10,
            Frequent = 1e-3,
        }.Fit(texts, context with { Threads = 1 }); // which gives the same vectors each time
        var sentences = new SentenceVectorTrainer(Smoothing: 1e-2).Fit(new(vectors, texts), context);
        return Of(sentences, [.. texts.SelectMany(t => Meaning.Unit(sentences.Encode(t)))]);

        Meaning Of(SentenceVectors from, float[] values) =>
            new(
                forms,
                from,
                new("documents", Name, ids, values),
                new(new HnswIndex(values, Dimension, new() { BuildWidth = 100, Width = Width }))
            );
    }

    /// <summary>The words of each document in the forms their terms mostly have, and these forms by term and by word.</summary>
    private static (string[][] Texts, Dictionary<string, string> Forms) Read(
        Corpus corpus,
        CancellationToken cancellation
    )
    {
        var analysis = TextAnalysis.For(corpus.Language);
        var written = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var terms = new string[corpus.Documents.Count][];
        foreach (var (place, document) in corpus.Documents.Index())
        {
            cancellation.ThrowIfCancellationRequested();
            var own = new List<string>();
            foreach (var (_, raw) in document.Texts.OrderBy(t => t.Key, StringComparer.Ordinal))
            {
                var text = UnicodeNormalizer.Normalize(raw);
                foreach (var word in analysis.Analyse(text))
                {
                    if (!written.TryGetValue(word.Term, out var counts))
                        written[word.Term] = counts = new(StringComparer.Ordinal);
                    var form = text.Substring(word.Start, word.Length).ToLowerInvariant();
                    counts[form] = counts.GetValueOrDefault(form) + 1;
                    own.Add(word.Term);
                }
            }
            terms[place] = [.. own];
        }
        var forms = written.ToDictionary(
            w => w.Key,
            w => w.Value.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).First().Key,
            StringComparer.Ordinal
        );
        string[][] texts = [.. terms.Select(own => own.Select(term => forms[term]).ToArray())];
        foreach (var (term, counts) in written)
        foreach (var form in counts.Keys)
            forms.TryAdd(form, forms[term]);
        return (texts, forms);
    }
}
