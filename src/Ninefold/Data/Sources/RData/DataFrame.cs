using Ninefold.Data.Tables;

namespace Ninefold.Data.Sources.RData;

/// <summary>Turns a data frame of R into a table.</summary>
internal static class DataFrame
{
    /// <exception cref="InvalidDataException">It is no data frame, or its columns disagree.</exception>
    public static Table ToTable(string name, RValue frame)
    {
        if (frame is not { Data: RValue[] { Length: > 0 } values, Names: { } names } || names.Length != values.Length)
            throw new InvalidDataException($"The R object '{name}' is no data frame.");
        var columns = names.Zip(values, (column, value) => ToColumn($"{name}${column}", column ?? "", value)).ToList();
        if (
            columns.Select(c => c.Count).Distinct().Count() > 1
            || columns.DistinctBy(c => c.Name).Count() < columns.Count
        )
            throw new InvalidDataException(
                $"The R object '{name}' is no data frame: its columns differ in length, or share a name."
            );
        return new(name, columns);
    }

    private static Column ToColumn(string place, string name, RValue value) =>
        value switch
        {
            { Data: int[] codes } when value.Attributes.TryGetValue("levels", out var levels) => Factor(
                place,
                name,
                codes,
                levels
            ),
            { Data: int[] numbers } => new NumberColumn(
                name,
                [.. numbers.Select(n => n == RValue.Missing ? double.NaN : n)]
            ),
            { Data: double[] numbers } => new NumberColumn(name, [.. numbers]),
            { Data: string?[] texts } => TextColumn.From(name, texts),
            _ => throw new InvalidDataException($"The R object '{place}' is no vector of numbers or texts."),
        };

    private static TextColumn Factor(string place, string name, int[] codes, RValue levels)
    {
        if (
            levels.Data is not string[] distinct
            || distinct.Any(d => d is null)
            || distinct.Distinct().Count() < distinct.Length
        )
            throw new InvalidDataException($"The R factor '{place}' has broken levels.");
        return codes.All(c => c == RValue.Missing || (c >= 1 && c <= distinct.Length))
            ? new(name, [.. codes.Select(c => c == RValue.Missing ? -1 : c - 1)], distinct)
            : throw new InvalidDataException(
                $"The R factor '{place}' has a code outside its {distinct.Length} levels."
            );
    }
}
