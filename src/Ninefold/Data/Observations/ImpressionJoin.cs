namespace Ninefold.Data.Observations;

/// <summary>Which outcomes belong to an impression.</summary>
/// <remarks>
/// An outcome with a request id belongs to the impression of the same request and item (both may have none); one without
/// belongs to the impression of the same subject and item. Of several impressions it takes the latest at or before the
/// outcome (last touch), and only one whose window has not ended.
/// </remarks>
public sealed record ImpressionJoin
{
    private static readonly TimeSpan Most = TimeSpan.FromDays(3650);

    /// <summary>How long after an impression an outcome still counts, inclusive. Above 0, at most 3,650 days.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>The kinds that count as outcomes, such as <c>click</c>; at least one.</summary>
    public required IReadOnlySet<string> Outcomes { get; init; }

    /// <summary>The kind that is joined: <c>impression</c>, or <c>prediction</c> where nothing is shown.</summary>
    public string Impressions { get; init; } = "impression";

    /// <summary>
    /// How much later than newer observations one may arrive and still be joined. 0 to 3,650 days; one minute. Later ones are
    /// counted; they come in when the log is joined again.
    /// </summary>
    public TimeSpan AllowedLateness { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Which outcomes are successes; all where not given.</summary>
    public Predicate<Observation> IsSuccess { get; init; } = _ => true;

    /// <exception cref="ArgumentException">One or more settings are out of range; all are named.</exception>
    internal void Validate()
    {
        var errors = new List<string>();
        if (Window <= TimeSpan.Zero || Window > Most)
            errors.Add($"{nameof(Window)} must be above 0 and at most {Most.Days} days; got {Window}.");
        if (AllowedLateness < TimeSpan.Zero || AllowedLateness > Most)
            errors.Add($"{nameof(AllowedLateness)} must be 0 to {Most.Days} days; got {AllowedLateness}.");
        if (Outcomes.Count == 0)
            errors.Add($"{nameof(Outcomes)} must name at least one kind; got none.");
        if (Outcomes.Contains(Impressions))
            errors.Add($"{nameof(Outcomes)} must not hold '{Impressions}', the kind of the impressions.");
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(' ', errors));
    }
}
