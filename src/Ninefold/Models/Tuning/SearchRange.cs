namespace Ninefold.Models.Tuning;

/// <summary>The values that a parameter may take, laid out over the numbers from 0 to 1.</summary>
/// <typeparam name="TValue">The parameter's type.</typeparam>
public abstract record SearchRange<TValue>
{
    /// <summary>How many values without an order there are; null where values are numbers.</summary>
    internal virtual int? Choices => null;

    /// <summary>The value at a place.</summary>
    /// <param name="place">0 to 1; every place is equally likely to be drawn.</param>
    internal abstract TValue At(double place);

    /// <summary>The places of distinct values spread over the range, ends included.</summary>
    /// <param name="points">How many, at least 2; a <see cref="Choice{TValue}"/> gives all, few integers fewer.</param>
    internal virtual IReadOnlyList<double> Grid(int points) => [.. Between(0, 1, points)];

    /// <summary>The ends and what lies between, evenly.</summary>
    private protected static IEnumerable<double> Between(double low, double high, int points) =>
        Enumerable.Range(0, points).Select(i => double.Lerp(low, high, (double)i / (points - 1)));

    private protected static TNumber Ascending<TNumber>(string range, TNumber low, TNumber high, bool valid) =>
        valid ? low : throw new ArgumentException($"{range} needs finite ends, low below high, got {low} to {high}.");
}

/// <summary>One of some values, all equally likely.</summary>
/// <param name="Values">At least one.</param>
public sealed record Choice<TValue>(params IReadOnlyList<TValue> Values) : SearchRange<TValue>
{
    /// <summary>At least one.</summary>
    public IReadOnlyList<TValue> Values { get; } =
        Values.Count > 0 ? Values : throw new ArgumentException("A Choice needs at least one value.", nameof(Values));

    /// <inheritdoc/>
    public override string ToString() => $"one of {string.Join(", ", Values)}";

    internal override int? Choices => Values.Count;

    internal override TValue At(double place) => Values[Math.Min((int)(place * Values.Count), Values.Count - 1)];

    internal override IReadOnlyList<double> Grid(int points) =>
        [.. Enumerable.Range(0, Values.Count).Select(i => (i + .5) / Values.Count)];
}

/// <summary>A number between two others, all equally likely.</summary>
/// <param name="Low">Finite.</param>
/// <param name="High">Finite, above <paramref name="Low"/>.</param>
public sealed record Uniform(double Low, double High) : SearchRange<double>
{
    /// <summary>The lowest value.</summary>
    public double Low { get; } =
        Ascending(nameof(Uniform), Low, High, double.IsFinite(Low) && double.IsFinite(High) && Low < High);

    /// <inheritdoc/>
    public override string ToString() => $"{Low} to {High}";

    internal override double At(double place) => double.Lerp(Low, High, place);
}

/// <summary>A positive number of which every order of magnitude is equally likely: rates and penalties.</summary>
/// <param name="Low">Finite, above 0.</param>
/// <param name="High">Finite, above <paramref name="Low"/>.</param>
public sealed record LogUniform(double Low, double High) : SearchRange<double>
{
    /// <summary>The lowest value.</summary>
    public double Low { get; } =
        Ascending("LogUniform, above 0,", Low, High, Low > 0 && double.IsFinite(High) && Low < High);

    /// <inheritdoc/>
    public override string ToString() => $"{Low} to {High}, logarithmic";

    internal override double At(double place) => Math.Exp(double.Lerp(Math.Log(Low), Math.Log(High), place));
}

/// <summary>A whole number between two others, both included, all equally likely.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest, above <paramref name="Low"/>.</param>
public sealed record IntegerRange(int Low, int High) : SearchRange<int>
{
    /// <summary>The lowest value.</summary>
    public int Low { get; } = Ascending(nameof(IntegerRange), Low, High, Low < High);

    /// <inheritdoc/>
    public override string ToString() => $"whole, {Low} to {High}";

    private double Count => (double)High - Low + 1;

    internal override int At(double place) => (int)Math.Min(Low + Math.Floor(place * Count), High);

    internal override IReadOnlyList<double> Grid(int points) =>
        [
            .. Between(Low, High, points)
                .Select(value => Math.Round(value))
                .Distinct()
                .Select(value => (value - Low + .5) / Count),
        ];
}
