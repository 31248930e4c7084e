namespace Ninefold.Data.Sources.RData;

/// <summary>A value of R.</summary>
/// <param name="Data">
/// <c>int[]</c> (integer and logical, missing is <see cref="Missing"/>), <c>double[]</c>, <c>string?[]</c>,
/// <c>RValue[]</c> (list), <c>string</c> (symbol), or null for what a data frame does not hold.
/// </param>
internal sealed record RValue(object? Data)
{
    /// <summary>R's NA of integers and logicals.</summary>
    public const int Missing = int.MinValue;

    public static RValue Null { get; } = new((object?)null);

    /// <summary>Names, levels, class and the like.</summary>
    public IReadOnlyDictionary<string, RValue> Attributes { get; init; } = new Dictionary<string, RValue>();

    /// <summary>The names of a list's elements, or null.</summary>
    public string?[]? Names => Attributes.GetValueOrDefault("names")?.Data as string?[];

    /// <summary>The element of a list with this name, or null.</summary>
    public RValue? this[string name] =>
        Data is RValue[] list && Names is { } names && Array.IndexOf(names, name) is >= 0 and var at && at < list.Length
            ? list[at]
            : null;
}
