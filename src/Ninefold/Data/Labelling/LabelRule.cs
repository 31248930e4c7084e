namespace Ninefold.Data.Labelling;

/// <summary>What an observation says about its item.</summary>
/// <param name="Value">The label, such as 1 for liked and 0 for not.</param>
/// <param name="Weight">How much it counts in training, above 0.</param>
public readonly record struct Label(double Value, double Weight);

/// <summary>Turns observations of one kind into a label.</summary>
/// <param name="Kind">The kind of the observation, such as <c>rating</c> or <c>watch</c>.</param>
/// <param name="Value">The label it gives.</param>
public sealed record LabelRule(string Kind, double Value)
{
    /// <summary>The least value of the observation; null takes any, and observations without a value.</summary>
    public double? AtLeast { get; init; }

    /// <summary>The value must be below this; null takes any, and observations without a value.</summary>
    public double? Below { get; init; }

    /// <summary>True where the bounds are shares of the item's length (seconds watched of a video's seconds).</summary>
    public bool OfLength { get; init; }

    /// <summary>How much the label counts in training.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and finite.</exception>
    public double Weight
    {
        get;
        init =>
            field =
                value > 0 && double.IsFinite(value)
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Weight),
                        value,
                        "A label's weight must be above 0 and finite."
                    );
    } = 1;

    /// <summary>True where the rule speaks of this observation.</summary>
    internal bool Matches(string kind, double? value, double? length)
    {
        if (kind != Kind)
            return false;
        var measured = OfLength ? value / length : value;
        return (AtLeast is null || measured >= AtLeast) && (Below is null || measured < Below);
    }
}
