namespace Ninefold.Data.Labelling;

/// <summary>
/// Finds how accurate voters on two classes are from how often they agree, in closed form: Fu et al., "Fast and
/// three-rious: speeding up weak supervision with triplet methods" (2020). With votes of ±1 and a the expected product of
/// a vote and the truth, E[vote·vote'] = a·a' of every pair, and three pairs give all three; of all triplets the median is
/// taken. Voters err independently of each other given the truth, are as often right on one class as on the other where
/// they vote, and better than chance; that somebody abstains says nothing. Each votes at most once on an item.
/// </summary>
/// <param name="PositiveShare">The share of class 1, in (0, 1); the votes cannot tell it.</param>
public sealed record TripletLabelModel(double PositiveShare)
{
    private const double Most = .999; // of a, so that nobody is infallible

    /// <summary>The share of class 1.</summary>
    public double PositiveShare { get; } =
        PositiveShare is > 0 and < 1
            ? PositiveShare
            : throw new ArgumentOutOfRangeException(
                nameof(PositiveShare),
                PositiveShare,
                "The share of class 1 must be in (0, 1)."
            );

    /// <summary>Estimates accuracies and classes.</summary>
    /// <exception cref="ArgumentException">
    /// There are other than two classes, somebody votes twice on an item, or a voter is in no triplet whose pairs all vote
    /// together and agree in other than half of the cases.
    /// </exception>
    public EstimatedLabels Fit(Votes votes)
    {
        if (votes.Classes != 2)
            throw new ArgumentException($"The triplet method needs 2 classes, got {votes.Classes}.", nameof(votes));
        var together = Agreement(votes);
        double[] accuracies = [.. votes.Voters.Select((name, voter) => (1 + Strength(name, voter, together)) / 2)];
        var logs = new double[votes.Items];
        Array.Fill(logs, Math.Log(PositiveShare / (1 - PositiveShare)));
        foreach (var vote in votes.All)
            logs[vote.Item] +=
                (vote.Class == 1 ? 1 : -1) * Math.Log(accuracies[vote.Voter] / (1 - accuracies[vote.Voter]));
        return new(
            votes.Voters,
            [.. logs.Select(log => 1 / (1 + Math.Exp(-log))).Select(p => new[] { 1 - p, p })],
            [1 - PositiveShare, PositiveShare],
            [.. accuracies.Select(right => new double[][] { [right, 1 - right], [1 - right, right] })],
            Converged: true
        );
    }

    /// <summary>For each pair of voters the mean product of their votes where both vote; NaN where they never do.</summary>
    private static double[,] Agreement(Votes votes)
    {
        var (sums, counts) = (
            new double[votes.Voters.Count, votes.Voters.Count],
            new int[votes.Voters.Count, votes.Voters.Count]
        );
        foreach (var own in votes.All.GroupBy(vote => vote.Item).Select(group => group.ToList()))
            for (var i = 0; i < own.Count; i++)
            for (var j = 0; j < own.Count; j++)
            {
                if (i != j && own[i].Voter == own[j].Voter)
                    throw new ArgumentException(
                        $"The voter '{votes.Voters[own[i].Voter]}' votes more than once on item {own[i].Item}; the triplet "
                            + "method allows one vote each.",
                        nameof(votes)
                    );
                sums[own[i].Voter, own[j].Voter] += own[i].Class == own[j].Class ? 1 : -1;
                counts[own[i].Voter, own[j].Voter]++;
            }
        for (var i = 0; i < votes.Voters.Count; i++)
        for (var j = 0; j < votes.Voters.Count; j++)
            sums[i, j] /= counts[i, j];
        return sums;
    }

    private static double Strength(string name, int voter, double[,] together)
    {
        var found = new List<double>();
        for (var j = 0; j < together.GetLength(0); j++)
        for (var k = j + 1; k < together.GetLength(0); k++)
            if (
                j != voter
                && k != voter
                && Math.Abs(together[voter, j] * together[voter, k] / together[j, k]) is var square
                && double.IsFinite(square)
            )
                found.Add(Math.Min(Math.Sqrt(square), Most));
        if (found.Count == 0)
            throw new ArgumentException(
                $"The voter '{name}' is in no triplet whose pairs all vote together and agree in other than half of the cases."
            );
        found.Sort();
        return (found[(found.Count - 1) / 2] + found[found.Count / 2]) / 2;
    }
}
