using CsCheck;
using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public class TripletLabelModelTests
{
    [Fact]
    public void Known_accuracies_are_found_without_a_label_and_beat_the_majority() =>
        Gen.Int[0, 1000]
            .Sample(
                seed =>
                {
                    var (truth, votes) = SimulatedVotes.Of(20_000, [.7, .3], seed);
                    var found = new TripletLabelModel(.3).Fit(votes);
                    for (var voter = 0; voter < votes.Voters.Count; voter++)
                        Assert.Equal(SimulatedVotes.Voters[voter].Accuracy, found.Accuracy(voter), .04);
                    var ofItem = votes.All.ToLookup(vote => vote.Item);
                    var (right, majority) = (0, 0);
                    for (var item = 0; item < truth.Length; item++)
                    {
                        right += (found.Probabilities[item][1] > .5 ? 1 : 0) == truth[item] ? 1 : 0;
                        majority += (ofItem[item].Average(v => v.Class) > .5 ? 1 : 0) == truth[item] ? 1 : 0;
                    }
                    Assert.InRange(right, majority + 1, truth.Length);
                    // Probabilities are those with which the class turns out.
                    Assert.Equal(truth.Average(), found.Probabilities.Average(p => p[1]), .02);
                },
                iter: 5
            );

    [Fact]
    public void Three_voters_give_the_paper_s_closed_form()
    {
        // Of ten items the pairs agree on 9, 8 and 7: products .8, .6 and .4.
        int[][] classes =
        [
            [1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            [0, 1, 1, 1, 1, 1, 1, 1, 1, 1],
            [1, 0, 0, 1, 1, 1, 1, 1, 1, 1],
        ];
        var votes = new Votes(
            ["a", "b", "c"],
            10,
            2,
            [.. classes.SelectMany((row, voter) => row.Select((c, item) => new Vote(item, voter, c)))]
        );
        var found = new TripletLabelModel(.5).Fit(votes);
        Assert.Equal((1 + .999) / 2, found.Accuracy(0), 1e-12); // √(.8 · .6 / .4) is more than 1
        Assert.Equal((1 + Math.Sqrt(.8 * .4 / .6)) / 2, found.Accuracy(1), 1e-12);
        Assert.Equal((1 + Math.Sqrt(.6 * .4 / .8)) / 2, found.Accuracy(2), 1e-12);
    }

    [Fact]
    public void What_the_method_cannot_use_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TripletLabelModel(1));
        var model = new TripletLabelModel(.5);
        Refused("needs 2 classes, got 3", new(["a"], 1, 3, []));
        Refused("'a' votes more than once on item 0", new(["a"], 1, 2, [new(0, 0, 1), new(0, 0, 1)]));
        Refused("'a' is in no triplet", new(["a", "b"], 1, 2, [new(0, 0, 1), new(0, 1, 1)]));

        void Refused(string why, Votes votes) =>
            Assert.Contains(why, Assert.Throws<ArgumentException>(() => model.Fit(votes)).Message);
    }
}
