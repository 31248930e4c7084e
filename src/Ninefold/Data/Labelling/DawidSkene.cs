namespace Ninefold.Data.Labelling;

/// <summary>
/// Finds the true classes and how reliable each voter is, both from nothing but the votes: Dawid and Skene, "Maximum
/// likelihood estimation of observer error-rates using the EM algorithm" (1979). Voters err independently of each other
/// given the true class, and better than chance on the whole; that somebody abstains says nothing.
/// </summary>
/// <param name="Iterations">At most so many steps, at least 1.</param>
/// <param name="Tolerance">Stops when no probability of a class moves by more; above 0.</param>
/// <param name="Smoothing">
/// Votes that every voter is taken to have given of every class beforehand, at least 0. At 0, as in the paper, a voter who
/// was never seen to err is taken to be infallible.
/// </param>
public sealed record DawidSkene(int Iterations = 1000, double Tolerance = 1e-6, double Smoothing = .01)
{
    /// <summary>Estimates classes and reliability, starting from the share of votes for each class.</summary>
    /// <exception cref="ArgumentException">A parameter is out of range, or there are no votes; all faults are named.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public EstimatedLabels Fit(Votes votes, CancellationToken cancellation = default)
    {
        Check(votes);
        var classes = votes.Classes;
        var posteriors = Rows(votes.Items, classes);
        foreach (var vote in votes.All)
            posteriors[vote.Item][vote.Class]++;
        int[] voted = [.. Enumerable.Range(0, votes.Items).Where(item => posteriors[item].Sum() > 0)];
        foreach (var item in voted)
            Normalise(posteriors[item]);
        var prior = new double[classes];
        var confusion = votes.Voters.Select(_ => Rows(classes, classes)).ToArray();
        for (var step = 1; ; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Maximise(votes, posteriors, voted, prior, confusion);
            var moved = Expect(votes, posteriors, prior, confusion);
            if (moved <= Tolerance || step == Iterations)
                return new(votes.Voters, posteriors, prior, confusion, moved <= Tolerance);
        }
    }

    /// <summary>The class shares and error rates under which the votes are likeliest, given the classes.</summary>
    private void Maximise(Votes votes, double[][] posteriors, int[] voted, double[] prior, double[][][] confusion)
    {
        Array.Clear(prior);
        foreach (var item in voted)
            for (var c = 0; c < prior.Length; c++)
                prior[c] += posteriors[item][c];
        Normalise(prior);
        foreach (var row in confusion.SelectMany(rows => rows))
            Array.Fill(row, Smoothing);
        foreach (var vote in votes.All)
            for (var c = 0; c < prior.Length; c++)
                confusion[vote.Voter][c][vote.Class] += posteriors[vote.Item][c];
        foreach (var row in confusion.SelectMany(rows => rows))
            Normalise(row);
    }

    /// <summary>The probability of each class, given the error rates; items without a vote get the class shares.</summary>
    /// <returns>The largest change.</returns>
    private static double Expect(Votes votes, double[][] posteriors, double[] prior, double[][][] confusion)
    {
        var logs = posteriors.Select(_ => prior.Select(share => Math.Log(share)).ToArray()).ToArray();
        foreach (var vote in votes.All)
            for (var c = 0; c < prior.Length; c++)
                logs[vote.Item][c] += Math.Log(confusion[vote.Voter][c][vote.Class]);
        var moved = 0.0;
        for (var item = 0; item < posteriors.Length; item++)
        {
            var most = logs[item].Max();
            double[] next = [.. logs[item].Select(log => Math.Exp(log - most))];
            Normalise(next);
            for (var c = 0; c < next.Length; c++)
                moved = Math.Max(moved, Math.Abs(next[c] - posteriors[item][c]));
            posteriors[item] = next;
        }
        return moved;
    }

    private static double[][] Rows(int count, int width) =>
        [.. Enumerable.Range(0, count).Select(_ => new double[width])];

    /// <summary>To a sum of 1; what is nothing becomes uniform.</summary>
    private static void Normalise(double[] row)
    {
        var total = row.Sum();
        for (var i = 0; i < row.Length; i++)
            row[i] = total > 0 ? row[i] / total : 1.0 / row.Length;
    }

    private void Check(Votes votes)
    {
        var faults = new List<string>();
        if (Iterations < 1)
            faults.Add($"{nameof(Iterations)} must be at least 1, got {Iterations}");
        if (!(Tolerance > 0))
            faults.Add($"{nameof(Tolerance)} must be above 0, got {Tolerance}");
        if (!(Smoothing >= 0 && double.IsFinite(Smoothing)))
            faults.Add($"{nameof(Smoothing)} must be at least 0 and finite, got {Smoothing}");
        if (votes.All.Count == 0)
            faults.Add("there are no votes");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(DawidSkene)}: {string.Join("; ", faults)}.");
    }
}

/// <summary>What the votes say together.</summary>
/// <param name="Voters">The voters' names.</param>
/// <param name="Probabilities">For each item the probability of each class.</param>
/// <param name="Prior">The share of each class.</param>
/// <param name="Confusion">For each voter, by true class, the probability with which it gives each class.</param>
/// <param name="Converged">False where the steps ended before the estimates stood still.</param>
public sealed record EstimatedLabels(
    IReadOnlyList<string> Voters,
    double[][] Probabilities,
    double[] Prior,
    double[][][] Confusion,
    bool Converged
)
{
    /// <summary>The probability that a voter's vote is right, over the classes as they are frequent.</summary>
    public double Accuracy(int voter) => Prior.Select((share, c) => share * Confusion[voter][c][c]).Sum();
}
