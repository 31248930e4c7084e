using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public class VotesTests
{
    [Fact]
    public void The_report_counts_coverage_overlap_and_conflict()
    {
        // Of four items: a votes on 0, 1, 2; b on 1 and 2, once against a; c on none.
        var votes = new Votes(
            ["a", "b", "c"],
            4,
            2,
            [new(0, 0, 1), new(1, 0, 1), new(2, 0, 0), new(1, 1, 1), new(2, 1, 1)]
        );
        Assert.Equal(.75, votes.Coverage);
        Assert.Equal([new("a", .75, .5, .25), new("b", .5, .5, .25), new VoterReport("c", 0, 0, 0)], votes.Report());
    }

    [Fact]
    public void No_items_are_not_covered()
    {
        var votes = new Votes(["a"], 0, 2, []);
        Assert.Equal(0, votes.Coverage);
        Assert.Equal([new VoterReport("a", 0, 0, 0)], votes.Report());
    }

    [Fact]
    public void All_faults_are_named() =>
        Assert.Equal(
            "The votes cannot be used: there must be at least 2 classes, got 1; the voter 'a' occurs twice; "
                + "there are 2 items, 2 voters and 1 classes, got Vote { Item = 2, Voter = 0, Class = 0 }.",
            Assert.Throws<ArgumentException>(() => new Votes(["a", "a"], 2, 1, [new(2, 0, 0)])).Message
        );
}
