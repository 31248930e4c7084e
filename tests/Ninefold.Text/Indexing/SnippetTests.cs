using CsCheck;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Tests.Indexing;

public sealed class SnippetTests
{
    private static readonly TextAnalysis English = TextAnalysis.For("en");

    [Fact]
    public void The_piece_with_most_of_the_words_is_shown_with_the_words_marked()
    {
        const string Text =
            "Wings are mentioned here once. Much further on, after many other words that nobody asked for, the wing of a "
            + "plane in a slipstream is tested, and then the text goes on about something else altogether.";
        var snippet = Of(Text, "wings plane slipstream", 70)!;
        Assert.StartsWith("…", snippet.Text);
        Assert.EndsWith("…", snippet.Text);
        Assert.Equal(["wing", "plane", "slipstream"], Marked(snippet));
        Assert.InRange(snippet.Text.Length, 50, 72);
    }

    [Fact]
    public void A_short_text_is_shown_whole_and_one_without_the_words_not_at_all()
    {
        Assert.Equal("A wing.", Of("A wing.", "wings", 50)!.Text);
        Assert.Null(Of("A wing.", "plane", 50));
    }

    [Fact]
    public void Any_text_gives_a_piece_within_the_length_whose_marks_lie_within_it() =>
        Gen.Select(
                Gen.OneOf(
                    new[] { "wing", "plane", "…", "🎉", "of", "x", "כנף", new string('y', 60) }
                        .Select(Gen.Const)
                        .ToArray()
                ).Array[1, 60],
                Gen.Int[20, 90]
            )
            .Sample(
                (words, length) =>
                {
                    var text = string.Join(' ', words);
                    if (Of(text, "wing plane", length) is not { } snippet)
                    {
                        Assert.DoesNotContain("wing", text);
                        return;
                    }
                    Assert.InRange(snippet.Text.Length, 1, length + 2);
                    Assert.NotEmpty(snippet.Marks);
                    Assert.All(Marked(snippet), word => Assert.Contains(word, new[] { "wing", "plane" }));
                }
            );

    private static IEnumerable<string> Marked(Snippet snippet) =>
        snippet.Marks.Select(m => snippet.Text.Substring(m.Start, m.Length));

    private static Snippet? Of(string text, string query, int length) =>
        Snippet.Of(text, English.Analyse(text), English.Terms(query).ToHashSet(), length);
}
