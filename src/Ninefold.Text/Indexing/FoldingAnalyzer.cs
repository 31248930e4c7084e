using Lucene.Net.Analysis;
using Lucene.Net.Analysis.Cjk;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Analysis.En;
using Lucene.Net.Analysis.Miscellaneous;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Util;

namespace Ninefold.Text.Indexing;

/// <summary>How English words are brought to their stems.</summary>
internal enum Stems
{
    /// <summary>Not at all, and no stop words: for any language.</summary>
    None,

    /// <summary>By Porter's rules (1980).</summary>
    Porter,

    /// <summary>By Krovetz's dictionary and rules (1993).</summary>
    Krovetz,
}

/// <summary>Words in lower case without accents; for English without possessives and stop words, and stemmed.</summary>
internal sealed class FoldingAnalyzer(Stems stems) : Analyzer
{
    protected override TokenStreamComponents CreateComponents(string fieldName, TextReader reader)
    {
        var source = new StandardTokenizer(LuceneVersion.LUCENE_48, reader);
        TokenStream words = new CJKWidthFilter(source);
        if (stems != Stems.None)
            words = new EnglishPossessiveFilter(LuceneVersion.LUCENE_48, words);
        words = new ASCIIFoldingFilter(new LowerCaseFilter(LuceneVersion.LUCENE_48, words));
        words = stems switch
        {
            Stems.Porter => new PorterStemFilter(WithoutStopWords(words)),
            Stems.Krovetz => new KStemFilter(WithoutStopWords(words)),
            _ => new CJKBigramFilter(words),
        };
        return new(source, words);
    }

    private static StopFilter WithoutStopWords(TokenStream words) =>
        new(LuceneVersion.LUCENE_48, words, EnglishAnalyzer.DefaultStopSet);
}
