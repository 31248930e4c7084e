namespace Ninefold.Models.Tuning;

/// <summary>The values that a parameter may take.</summary>
/// <typeparam name="TValue">The parameter's type.</typeparam>
public abstract record SearchRange<TValue>
{
    /// <summary>Draws a value.</summary>
    internal abstract TValue Draw(Random random);

    /// <summary>Distinct values spread over the range, ends included.</summary>
    /// <param name="points">How many, at least 2; a <see cref="Choice{TValue}"/> gives all, few integers fewer.</param>
    internal abstract IReadOnlyList<TValue> Grid(int points);

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

    internal override TValue Draw(Random random) => Values[random.Next(Values.Count)];

    internal override IReadOnlyList<TValue> Grid(int points) => Values;
}

/// <summary>A number between two others, all equally likely.</summary>
/// <param name="Low">Finite.</param>
/// <param name="High">Finite, above <paramref name="Low"/>.</param>
public sealed record Uniform(double Low, double High) : SearchRange<double>
{
    /// <summary>The lowest value.</summary>
    public double Low { get; } =
        Ascending(nameof(Uniform), Low, High, double.IsFinite(Low) && double.IsFinite(High) && Low < High);

    internal override double Draw(Random random) => double.Lerp(Low, High, random.NextDouble());

    internal override IReadOnlyList<double> Grid(int points) => [.. Between(Low, High, points)];
}

/// <summary>A positive number of which every order of magnitude is equally likely: rates and penalties.</summary>
/// <param name="Low">Finite, above 0.</param>
/// <param name="High">Finite, above <paramref name="Low"/>.</param>
public sealed record LogUniform(double Low, double High) : SearchRange<double>
{
    /// <summary>The lowest value.</summary>
    public double Low { get; } =
        Ascending("LogUniform, above 0,", Low, High, Low > 0 && double.IsFinite(High) && Low < High);

    internal override double Draw(Random random) =>
        Math.Exp(double.Lerp(Math.Log(Low), Math.Log(High), random.NextDouble()));

    internal override IReadOnlyList<double> Grid(int points) =>
        [.. Between(Math.Log(Low), Math.Log(High), points).Select(Math.Exp)];
}

/// <summary>A whole number between two others, both included, all equally likely.</summary>
/// <param name="Low">The lowest.</param>
/// <param name="High">The highest, above <paramref name="Low"/>.</param>
public sealed record IntegerRange(int Low, int High) : SearchRange<int>
{
    /// <summary>The lowest value.</summary>
    public int Low { get; } = Ascending(nameof(IntegerRange), Low, High, Low < High);

    internal override int Draw(Random random) => (int)random.NextInt64(Low, High + 1L);

    internal override IReadOnlyList<int> Grid(int points) =>
        [.. Between(Low, High, points).Select(value => (int)Math.Round(value)).Distinct()];
}
