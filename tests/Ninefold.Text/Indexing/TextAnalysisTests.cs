using Ninefold.Text.Indexing;

namespace Ninefold.Text.Tests.Indexing;

public sealed class TextAnalysisTests
{
    [Theory]
    [InlineData("neutral", "The Crème brûlée's e\u0301clairs", "the creme brulee's eclairs")]
    [InlineData("neutral", "東京都 ｶﾀｶﾅ", "東京 京都 カタ タカ カナ")]
    [InlineData("en", "The aerodynamics of a plane's wings", "aerodynam plane wing")]
    [InlineData("en-light", "the planes tested", "plane test")]
    [InlineData("de", "Die Häuser und der Gärten", "haus gart")]
    [InlineData("fr", "l'avion des cieux", "avion cieu")]
    public void Words_become_the_terms_of_their_language(string language, string text, string terms) =>
        Assert.Equal(terms, string.Join(' ', TextAnalysis.For(language).Terms(text)));

    [Fact]
    public void Terms_know_where_they_came_from()
    {
        var words = TextAnalysis.For("en").Analyse("Wings of planes");
        Assert.Equal([new("wing", 0, 5, 0), new("plane", 9, 6, 2)], words);
    }

    [Fact]
    public void Every_language_can_be_made()
    {
        foreach (var language in TextAnalysis.Languages)
        {
            Assert.Equal(language, TextAnalysis.For(language).Language);
            Assert.NotEmpty(TextAnalysis.For(language).Terms("Ninefold 2026 Ιθάκη ışık крыло כנף طائرة पंख"));
        }
    }

    [Fact]
    public void Another_language_is_an_error_that_lists_those_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => TextAnalysis.For("xx"));
        Assert.Contains("must be one of neutral, en, en-light, ar,", error.Message);
        Assert.Contains("got 'xx'", error.Message);
    }
}
