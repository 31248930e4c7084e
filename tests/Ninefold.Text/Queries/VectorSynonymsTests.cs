using Ninefold.Text.Queries;

namespace Ninefold.Text.Tests.Queries;

public sealed class VectorSynonymsTests
{
    private static readonly VectorSynonyms Synonyms = new(
        new(["wing", "aerofoil", "flow", "tail"], 2, [1, 0, 1, .1f, 0, 1, 1, .5f]),
        Count: 2,
        Least: .9
    );

    [Fact]
    public void Words_get_those_that_are_used_alike_by_how_alike_they_are()
    {
        var query = Synonyms.Expand("Wing flow unknown \"wing flow\" wing*");
        Assert.Equal([1, 0, 0, 0, 0], query.Clauses.Select(c => c.Alternatives.Count));
        var alternative = Assert.Single(query.Clauses[0].Alternatives);
        Assert.Equal("aerofoil", alternative.Text);
        Assert.Equal(.5 / Math.Sqrt(1.01), alternative.Weight, 5);
    }

    [Fact]
    public void Words_of_the_query_and_alternatives_that_are_there_are_not_added_again()
    {
        Assert.All(
            Synonyms.Expand("wing aerofoil").Clauses,
            c => Assert.DoesNotContain("aerofoil", c.Alternatives.Select(a => a.Text))
        );
        var once = Synonyms.Expand("wing");
        Assert.Equal(once.Clauses[0].Alternatives, Synonyms.Expand(once).Clauses[0].Alternatives);
        Assert.Empty(Synonyms.Expand("").Clauses);
    }

    [Fact]
    public void Parameters_out_of_range_are_named_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            (Synonyms with { Count = 0, Least = 1, Weight = 2 }).Expand("wing")
        );
        Assert.Contains("Count must be 1 or more, got 0", error.Message);
        Assert.Contains("Least must be below 1, got 1", error.Message);
        Assert.Contains("Weight must be at most 1, got 2", error.Message);
    }
}
