using Ninefold.Data;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Tests.Queries;

public sealed class SynonymTableTests
{
    private static readonly SynonymTable Table = SynonymTable.Parse(
        ["# cars", "", "car, Automobile", "tv => television, television set", "wind tunnel, windtunnel"],
        weight: .5
    );

    [Fact]
    public void Words_get_what_serves_as_well()
    {
        var clauses = Table.Expand("CAR red tv").Clauses;
        Assert.Equal([new("automobile", .5)], clauses[0].Alternatives);
        Assert.Empty(clauses[1].Alternatives);
        Assert.Equal(["television", "television set"], clauses[2].Alternatives.Select(a => a.Text));
        Assert.Empty(Table.Expand("television").Clauses[0].Alternatives);
    }

    [Fact]
    public void Several_words_that_stand_for_one_get_it_as_an_optional_piece()
    {
        var clauses = Table.Expand("a wind tunnel").Clauses;
        Assert.Equal(
            (4, "windtunnel", true, 1.0),
            (clauses.Count, clauses[3].Text, clauses[3].IsOptional, clauses[3].Weight)
        );
        Assert.Equal([new("wind tunnel", .5)], Table.Expand("windtunnel").Clauses[0].Alternatives);
        Assert.Equal([new("windtunnel", .5)], Table.Expand("\"wind tunnel\"").Clauses[0].Alternatives);
    }

    [Fact]
    public void Broken_rules_are_named_with_their_lines()
    {
        var error = Assert.Throws<InvalidDatasetException>(() =>
            SynonymTable.Parse(["a, b", "alone", "a => b => c", "=> x"])
        );
        Assert.Equal(
            [
                "line 2: 'a, b' or 'a => b' is needed, got 'alone'.",
                "line 3: 'a, b' or 'a => b' is needed, got 'a => b => c'.",
                "line 4: 'a, b' or 'a => b' is needed, got '=> x'.",
            ],
            error.Details
        );
    }
}
