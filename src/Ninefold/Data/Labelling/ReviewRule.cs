namespace Ninefold.Data.Labelling;

/// <summary>Which answers a person is to judge: those whose watched value lies in a band.</summary>
/// <param name="Watched">The name that the flow watches it by.</param>
/// <param name="From">The lowest value of the band.</param>
/// <param name="To">Where the band ends; the value itself is outside.</param>
/// <param name="MostPending">How many answers may wait for a decision; further ones are not queued. At least 1.</param>
/// <param name="Reviewers">How many people must agree, at least 1; from 2 on, those who disagree want one more.</param>
public sealed record ReviewRule(string Watched, double From, double To, int MostPending = 1000, int Reviewers = 1)
{
    /// <summary>The watched value where it lies in the band, else null.</summary>
    public double? Score(IReadOnlyDictionary<string, double> watched) =>
        watched.TryGetValue(Watched, out var value) && value >= From && value < To ? value : null;
}
