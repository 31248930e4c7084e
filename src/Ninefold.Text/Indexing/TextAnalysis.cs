using System.Collections.Concurrent;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Bg;
using Lucene.Net.Analysis.Ca;
using Lucene.Net.Analysis.Cz;
using Lucene.Net.Analysis.Da;
using Lucene.Net.Analysis.De;
using Lucene.Net.Analysis.Es;
using Lucene.Net.Analysis.Eu;
using Lucene.Net.Analysis.Fa;
using Lucene.Net.Analysis.Fi;
using Lucene.Net.Analysis.Fr;
using Lucene.Net.Analysis.Gl;
using Lucene.Net.Analysis.Hi;
using Lucene.Net.Analysis.Hu;
using Lucene.Net.Analysis.Hy;
using Lucene.Net.Analysis.Id;
using Lucene.Net.Analysis.It;
using Lucene.Net.Analysis.Lv;
using Lucene.Net.Analysis.Nl;
using Lucene.Net.Analysis.No;
using Lucene.Net.Analysis.Pt;
using Lucene.Net.Analysis.Ro;
using Lucene.Net.Analysis.Ru;
using Lucene.Net.Analysis.Sv;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using Ninefold.Text.Unicode;

namespace Ninefold.Text.Indexing;

/// <summary>
/// How text becomes the terms that are searched, the same for documents and queries: words by the Unicode rules of
/// segmentation, lower case, accents folded, and per language stop words and stems (Lucene.NET's analyzers). Safe for
/// concurrent use.
/// </summary>
public sealed class TextAnalysis
{
    /// <summary>For text of unknown or several languages: no stop words, no stems; Chinese, Japanese and Korean in pairs of characters.</summary>
    public const string Neutral = "neutral";

    private const LuceneVersion Lucene48 = LuceneVersion.LUCENE_48;

    private static readonly Dictionary<string, Func<Analyzer>> Factories = new(StringComparer.Ordinal)
    {
        [Neutral] = () => new FoldingAnalyzer(Stems.None),
        ["en"] = () => new FoldingAnalyzer(Stems.Porter),
        ["en-light"] = () => new FoldingAnalyzer(Stems.Krovetz),
        ["ar"] = () => new ArabicAnalyzer(Lucene48),
        ["bg"] = () => new BulgarianAnalyzer(Lucene48),
        ["ca"] = () => new CatalanAnalyzer(Lucene48),
        ["cs"] = () => new CzechAnalyzer(Lucene48),
        ["da"] = () => new DanishAnalyzer(Lucene48),
        ["de"] = () => new GermanAnalyzer(Lucene48),
        ["es"] = () => new SpanishAnalyzer(Lucene48),
        ["eu"] = () => new BasqueAnalyzer(Lucene48),
        ["fa"] = () => new PersianAnalyzer(Lucene48),
        ["fi"] = () => new FinnishAnalyzer(Lucene48),
        ["fr"] = () => new FrenchAnalyzer(Lucene48),
        ["gl"] = () => new GalicianAnalyzer(Lucene48),
        ["hi"] = () => new HindiAnalyzer(Lucene48),
        ["hu"] = () => new HungarianAnalyzer(Lucene48),
        ["hy"] = () => new ArmenianAnalyzer(Lucene48),
        ["id"] = () => new IndonesianAnalyzer(Lucene48),
        ["it"] = () => new ItalianAnalyzer(Lucene48),
        ["lv"] = () => new LatvianAnalyzer(Lucene48),
        ["nl"] = () => new DutchAnalyzer(Lucene48),
        ["no"] = () => new NorwegianAnalyzer(Lucene48),
        ["pt"] = () => new PortugueseAnalyzer(Lucene48),
        ["ro"] = () => new RomanianAnalyzer(Lucene48),
        ["ru"] = () => new RussianAnalyzer(Lucene48),
        ["sv"] = () => new SwedishAnalyzer(Lucene48),
    };

    private static readonly ConcurrentDictionary<string, TextAnalysis> Made = new(StringComparer.Ordinal);

    private TextAnalysis(string language, Analyzer analyzer) => (Language, Analyzer) = (language, analyzer);

    /// <summary>
    /// What <see cref="For"/> knows: <c>neutral</c>, <c>en</c> (Porter's stems), <c>en-light</c> (Krovetz's, which are
    /// words), and further languages by their two letters. Greek, Irish and Turkish are missing: their analyzers need ICU.
    /// </summary>
    public static IReadOnlyList<string> Languages { get; } = [.. Factories.Keys];

    /// <summary>One of <see cref="Languages"/>.</summary>
    public string Language { get; }

    internal Analyzer Analyzer { get; }

    /// <summary>The analysis of a language.</summary>
    /// <exception cref="ArgumentException">The language is not one of <see cref="Languages"/>.</exception>
    public static TextAnalysis For(string language) =>
        Factories.TryGetValue(language, out var make)
            ? Made.GetOrAdd(language, key => new(key, make()))
            : throw new ArgumentException(
                $"The language must be one of {string.Join(", ", Languages)}, got '{language}'.",
                nameof(language)
            );

    /// <summary>The terms of a text, in order, with where they stand in it.</summary>
    /// <param name="text">Any text; places are those in it as it is given.</param>
    public IReadOnlyList<AnalysedWord> Analyse(string text)
    {
        var words = new List<AnalysedWord>();
        using var stream = Analyzer.GetTokenStream("", text);
        var term = stream.GetAttribute<ICharTermAttribute>();
        var offset = stream.GetAttribute<IOffsetAttribute>();
        var position = stream.GetAttribute<IPositionIncrementAttribute>();
        stream.Reset();
        for (var at = -1; stream.IncrementToken(); )
            words.Add(
                new(
                    term.ToString(),
                    offset.StartOffset,
                    offset.EndOffset - offset.StartOffset,
                    at += position.PositionIncrement
                )
            );
        stream.End();
        return words;
    }

    /// <summary>The terms of a text alone, of its normal form C.</summary>
    public string[] Terms(string text) => [.. Analyse(UnicodeNormalizer.Normalize(text)).Select(word => word.Term)];
}

/// <summary>A term and where it came from.</summary>
/// <param name="Term">What is searched.</param>
/// <param name="Start">Where its word begins in the text.</param>
/// <param name="Length">How many characters its word has.</param>
/// <param name="Position">Which word of the text it is, from 0, stop words counted.</param>
public readonly record struct AnalysedWord(string Term, int Start, int Length, int Position);
