namespace Ninefold.Data.Labelling;

/// <summary>Which observations label which scored things, and how long a label may take.</summary>
/// <remarks>
/// A label with a request id belongs to what was scored under the same request and item (both may have none); one without
/// belongs to everything that was scored of the same item, also when the label came first.
/// </remarks>
public sealed record LabelDelay
{
    /// <summary>
    /// After so long without a label a thing counts as negative, as a payment does once its chargeback period is over.
    /// Above 0, at most 3,650 days.
    /// </summary>
    public required TimeSpan Wait { get; init; }

    /// <summary>The kinds that are labels, such as <c>chargeback</c> and <c>review</c>; at least one.</summary>
    public required IReadOnlySet<string> Labels { get; init; }

    /// <summary>The kind that is labelled: <c>prediction</c>, or <c>request</c>.</summary>
    public string Scored { get; init; } = "prediction";

    /// <summary>Which labels are positive; the others are negative. All are positive where not given.</summary>
    public Predicate<Observation> IsPositive { get; init; } = _ => true;

    /// <exception cref="ArgumentException">One or more settings are out of range; all are named.</exception>
    internal void Validate()
    {
        var errors = new List<string>();
        if (Wait <= TimeSpan.Zero || Wait > TimeSpan.FromDays(3650))
            errors.Add($"{nameof(Wait)} must be above 0 and at most 3650 days; got {Wait}.");
        if (Labels.Count == 0)
            errors.Add($"{nameof(Labels)} must name at least one kind; got none.");
        if (Labels.Contains(Scored))
            errors.Add($"{nameof(Labels)} must not hold '{Scored}', the kind of what is scored.");
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(' ', errors));
    }
}
