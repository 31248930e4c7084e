using Ninefold.Metrics;

namespace Ninefold.Experiments;

/// <summary>
/// Compares the answers of champion and challenger to the same requests while only the champion's are used. Keeps
/// running figures in fixed memory (some 35 kB), and may be called from many threads.
/// </summary>
public sealed class ShadowComparison
{
    private readonly Lock gate = new();
    private readonly LatencyHistogram champion = new();
    private readonly LatencyHistogram challenger = new();
    private long answers;
    private long errors;
    private long skipped;
    private double disagreement;

    /// <summary>Counts a request that both answered.</summary>
    /// <param name="disagreement">How far apart the answers are, at least 0: 1 − overlap@k of lists, or the absolute
    /// difference of scores.</param>
    /// <param name="champion">How long the champion took.</param>
    /// <param name="challenger">How long the challenger took.</param>
    public void RecordAnswers(double disagreement, TimeSpan champion, TimeSpan challenger)
    {
        if (!(disagreement >= 0 && double.IsFinite(disagreement)))
            throw new ArgumentOutOfRangeException(
                nameof(disagreement),
                disagreement,
                "A disagreement must be at least 0 and finite."
            );
        this.champion.Record(champion);
        this.challenger.Record(challenger);
        lock (gate)
        {
            answers++;
            this.disagreement += disagreement;
        }
    }

    /// <summary>Counts a request that the champion answered and on which the challenger failed.</summary>
    /// <param name="champion">How long the champion took.</param>
    public void RecordError(TimeSpan champion)
    {
        this.champion.Record(champion);
        lock (gate)
            errors++;
    }

    /// <summary>Counts a request that was not compared, since too many were under way.</summary>
    public void RecordSkipped() => Interlocked.Increment(ref skipped);

    /// <summary>The figures so far.</summary>
    public ShadowReport Report()
    {
        lock (gate)
            return new(
                answers + errors,
                errors,
                answers == 0 ? 0 : disagreement / answers,
                champion.Quantile(.5),
                champion.Quantile(.99),
                challenger.Quantile(.5),
                challenger.Quantile(.99),
                Interlocked.Read(ref skipped)
            );
    }
}

/// <summary>What a comparison in the shadow found.</summary>
/// <param name="Requests">How many requests were compared.</param>
/// <param name="Errors">On how many the challenger failed.</param>
/// <param name="MeanDisagreement">Over the requests that both answered; 0 where there are none.</param>
/// <param name="ChampionP50">The champion's median latency.</param>
/// <param name="ChampionP99">The latency that 99 % of the champion's answers keep to.</param>
/// <param name="ChallengerP50">The challenger's median latency.</param>
/// <param name="ChallengerP99">The latency that 99 % of the challenger's answers keep to.</param>
/// <param name="Skipped">How many requests were not compared, since too many comparisons were under way; not among the
/// requests.</param>
public sealed record ShadowReport(
    long Requests,
    long Errors,
    double MeanDisagreement,
    TimeSpan ChampionP50,
    TimeSpan ChampionP99,
    TimeSpan ChallengerP50,
    TimeSpan ChallengerP99,
    long Skipped = 0
)
{
    /// <summary>The challenger's failures per request; 0 where there are none.</summary>
    public double ErrorRate => Requests == 0 ? 0 : (double)Errors / Requests;
}
