using CsCheck;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Tests.Queries;

public sealed class SpellingCandidatesTests
{
    [Theory]
    [InlineData("wing", "wing", 0)]
    [InlineData("wing", "wnig", 1)]
    [InlineData("wing", "win", 1)]
    [InlineData("wing", "swing", 1)]
    [InlineData("wing", "king", 1)]
    [InlineData("kitten", "sitting", null)]
    [InlineData("plane", "palen", 2)]
    [InlineData("ca", "abc", null)] // 2 for the distance that changes a place twice
    public void Distances_count_slips(string a, string b, int? distance) =>
        Assert.Equal(distance, SpellingCandidates.Distance(a, b, 2));

    [Fact]
    public void All_words_within_two_slips_are_found()
    {
        var word = Gen.String[Gen.Char["abc"], 6, 12];
        Gen.Select(word.Array[1, 30], word)
            .Sample(
                (words, typed) =>
                {
                    var expected = words
                        .Distinct()
                        .Where(w => w != typed && SpellingCandidates.Distance(typed, w, 2) is not null);
                    var found = new SpellingCandidates(words.Distinct()).Near(typed).Select(c => c.Word);
                    Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
                }
            );
    }
}
