using CsCheck;
using Ninefold.Data.Labelling;

namespace Ninefold.Tests.Data.Labelling;

public class DawidSkeneTests
{
    /// <summary>Table 1 of the paper: 45 patients judged by five anaesthetists, three times by the first.</summary>
    private static readonly string[] Patients = (
        "1111111 3334334 1122122 2223121 2223222 2223322 1222111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 "
        + "1211111 1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 "
        + "1111111 1121121 1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 "
        + "2322222 1211111 2222222"
    ).Split(' ');

    private static readonly Votes Paper = new(
        ["one", "two", "three", "four", "five"],
        Patients.Length,
        4,
        [.. Patients.SelectMany((p, item) => p.Select((c, i) => new Vote(item, Math.Max(0, i - 2), c - '1')))]
    );

    [Fact]
    public void The_papers_table_is_reproduced()
    {
        var found = new DawidSkene(Smoothing: 0, Tolerance: 1e-12, Iterations: 20_000).Fit(
            Paper,
            TestContext.Current.CancellationToken
        );
        Assert.True(found.Converged);
        Near([.40, .42, .11, .07], found.Prior, .005);
        Near([.89, .11, 0, 0], found.Confusion[0][0], .005);
        Near([.07, .88, .05, 0], found.Confusion[0][1], .005);
        Near([0, .34, .66, 0], found.Confusion[0][2], .005);
        Near([0, 0, .56, .44], found.Confusion[0][3], .005);
        // To more places than the paper has, by the formulas in NumPy.
        Near([.399555, .421983, .111795, .066667], found.Prior, 1e-6);
        Near([0, .209114, .790886, 0], found.Confusion[4][2], 1e-6);
        Near([.999146, .000854, 0, 0], found.Probabilities[29], 1e-6);
    }

    [Fact]
    public void Known_accuracies_are_found_without_a_label() =>
        Gen.Int[0, 1000]
            .Sample(
                seed =>
                {
                    double[] prior = [.6, .3, .1];
                    var (truth, votes) = SimulatedVotes.Of(10_000, prior, seed);
                    var found = new DawidSkene(Tolerance: 1e-4).Fit(votes, TestContext.Current.CancellationToken);
                    Near(prior, found.Prior, .03);
                    for (var voter = 0; voter < votes.Voters.Count; voter++)
                        Assert.Equal(SimulatedVotes.Voters[voter].Accuracy, found.Accuracy(voter), .04);
                    var right = truth.Where(
                        (c, item) => Array.IndexOf(found.Probabilities[item], found.Probabilities[item].Max()) == c
                    );
                    Assert.InRange(right.Count() / 10_000.0, .87, 1);
                },
                iter: 5
            );

    [Fact]
    public void Items_without_a_vote_get_the_class_shares_and_a_silent_voter_is_no_better_than_chance()
    {
        var found = new DawidSkene().Fit(
            new(["a", "silent"], 4, 2, [new(0, 0, 1), new(1, 0, 1), new(2, 0, 0)]),
            TestContext.Current.CancellationToken
        );
        Near(found.Prior, found.Probabilities[3], 1e-9);
        Assert.Equal(.5, found.Accuracy(1), 1e-9);
    }

    [Fact]
    public void All_faults_are_named() =>
        Assert.Equal(
            "DawidSkene: Iterations must be at least 1, got 0; Tolerance must be above 0, got 0; "
                + "Smoothing must be at least 0 and finite, got -1; there are no votes.",
            Assert
                .Throws<ArgumentException>(() =>
                    new DawidSkene(0, 0, -1).Fit(new(["a"], 1, 2, []), TestContext.Current.CancellationToken)
                )
                .Message
        );

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.Throws<OperationCanceledException>(() =>
            new DawidSkene().Fit(Paper, new CancellationToken(canceled: true))
        );

    private static void Near(double[] expected, double[] actual, double tolerance) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= tolerance);
}
