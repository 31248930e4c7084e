using CsCheck;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Tests.Queries;

public sealed class ParsedQueryTests
{
    [Theory]
    [InlineData("red wine", "Word red|Word wine")]
    [InlineData("\"red wine\" glass", "Phrase red wine|Word glass")]
    [InlineData("“red wine”", "Phrase red wine")]
    [InlineData("the \"red wine", "Word the|Word red|Word wine")]
    [InlineData("a \"b c\" \"d", "Word a|Phrase b c|Word d")]
    [InlineData("\"\" \" \" x", "Word x")]
    [InlineData("\"one\"", "Word one")]
    [InlineData("aero* wing~ wing~2 wing~1", "Prefix aero|Fuzzy wing|Fuzzy wing|Fuzzy wing")]
    [InlineData("* ~ a* ** ~~", "Word *|Word ~|Word a*|Word **|Word ~~")]
    [InlineData("mach 12 x1", "Word mach|Word 12|Word x1")]
    [InlineData("", "")]
    [InlineData(" \t\n", "")]
    public void A_query_is_taken_apart(string text, string clauses) =>
        Assert.Equal(clauses, string.Join('|', ParsedQuery.Parse(text).Clauses.Select(c => $"{c.Kind} {c.Text}")));

    [Fact]
    public void Every_text_is_a_query_and_loses_no_letters() =>
        Gen.String[Gen.Char["ab \"*~2é“”🎉\t"], 0, 60]
            .Sample(text =>
            {
                var query = ParsedQuery.Parse(text);
                Assert.Equal(text.Count(char.IsAsciiLetter), string.Concat(query.Words).Count(char.IsAsciiLetter));
            });

    [Fact]
    public void A_weight_must_be_above_0() =>
        Assert.Contains(
            "must be finite and above 0, got 0",
            Assert.Throws<ArgumentException>(() => new QueryClause(ClauseKind.Word, "x") { Weight = 0 }).Message
        );
}
