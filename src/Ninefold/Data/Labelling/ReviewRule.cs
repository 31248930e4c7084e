namespace Ninefold.Data.Labelling;

/// <summary>Which answers a person is to judge: those whose watched value lies in a band, the highest first.</summary>
/// <param name="Watched">The name that the flow watches it by.</param>
/// <param name="From">The lowest value of the band.</param>
/// <param name="To">Where the band ends; the value itself is outside. Without one there is no end.</param>
/// <param name="MostPending">How many answers may wait for a decision; further ones are not queued. At least 1.</param>
/// <param name="Reviewers">How many people must agree, at least 1; from 2 on, those who disagree want one more.</param>
public sealed record ReviewRule(
    string Watched,
    double From,
    double To = double.PositiveInfinity,
    int MostPending = 1000,
    int Reviewers = 1
)
{
    /// <summary>The watched value where it lies in the band, else null.</summary>
    public double? Score(IReadOnlyDictionary<string, double> watched) =>
        watched.TryGetValue(Watched, out var value) && value >= From && value < To ? value : null;

    /// <exception cref="ArgumentException">One or more settings are out of range; all are named.</exception>
    internal void Check()
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(Watched))
            errors.Add($"{nameof(Watched)} must name what the flow watches; got '{Watched}'.");
        if (!(From < To))
            errors.Add($"{nameof(From)} must be below {nameof(To)}; got {From} and {To}.");
        if (MostPending < 1)
            errors.Add($"{nameof(MostPending)} must be at least 1; got {MostPending}.");
        if (Reviewers < 1)
            errors.Add($"{nameof(Reviewers)} must be at least 1; got {Reviewers}.");
        if (errors.Count > 0)
            throw new ArgumentException($"The rule of what is reviewed cannot be used. {string.Join(' ', errors)}");
    }
}
