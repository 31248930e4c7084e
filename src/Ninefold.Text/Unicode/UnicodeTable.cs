using System.Collections.Frozen;
using System.Globalization;

namespace Ninefold.Text.Unicode;

/// <summary>What the Unicode Character Database says of combining classes and decompositions, read when first needed.</summary>
internal static class UnicodeTable
{
    private static readonly FrozenDictionary<int, Entry> Entries = Read();

    private static readonly FrozenDictionary<(int, int), int> Pairs = Entries
        .Where(e => e.Value is { Kind: '=', Mapping.Length: 2 })
        .ToFrozenDictionary(e => (e.Value.Mapping[0], e.Value.Mapping[1]), e => e.Key);

    /// <summary>0 for what stands alone, above for marks.</summary>
    public static int ClassOf(int codePoint) =>
        codePoint < 0x300 ? 0
        : Entries.TryGetValue(codePoint, out var entry) ? entry.Class
        : 0;

    /// <summary>What a code point is taken apart into, one step deep; null where it stays.</summary>
    public static int[]? MappingOf(int codePoint, bool compatible) =>
        Entries.TryGetValue(codePoint, out var entry) && entry.Kind is not ' ' && (compatible || entry.Kind is not '~')
            ? entry.Mapping
            : null;

    /// <summary>The code point that two compose to; null where there is none.</summary>
    public static int? PairOf(int first, int second) =>
        Pairs.TryGetValue((first, second), out var whole) ? whole : null;

    private static FrozenDictionary<int, Entry> Read()
    {
        using var stream = typeof(UnicodeTable).Assembly.GetManifestResourceStream("decompositions.txt")!;
        using var reader = new StreamReader(stream);
        var entries = new Dictionary<int, Entry>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var parts = line.Split(';');
            var mapping = parts[2].Length == 0 ? [] : parts[2][1..].Split(' ');
            entries.Add(
                Hex(parts[0]),
                new(
                    parts[1].Length == 0 ? 0 : int.Parse(parts[1], CultureInfo.InvariantCulture),
                    parts[2].Length == 0 ? ' ' : parts[2][0],
                    [.. mapping.Select(Hex)]
                )
            );
        }
        return entries.ToFrozenDictionary();
    }

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <param name="Class">The canonical combining class.</param>
    /// <param name="Kind">' ' for no mapping, '=' one that composes again, '>' one that does not, '~' a compatible one.</param>
    private readonly record struct Entry(int Class, char Kind, int[] Mapping);
}
