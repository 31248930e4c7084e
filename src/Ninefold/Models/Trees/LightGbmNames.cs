namespace Ninefold.Models.Trees;

/// <summary>Names of columns in LightGBM's files.</summary>
internal static class LightGbmNames
{
    private const string Line = "\nfeature_names=";
    private const string Importances = "\nfeature_importances:\n";

    /// <summary>What LightGBM calls a column that was given no name.</summary>
    public static string Default(int column) => $"Column_{column}";

    /// <summary>
    /// Names that LightGBM takes: blanks and what would need escaping in JSON become <c>_</c>, and one that is there
    /// already gets a number.
    /// </summary>
    public static string[] Of(IReadOnlyList<string> columns)
    {
        var taken = new HashSet<string>();
        return [.. columns.Select(Free)];

        string Free(string column, int place)
        {
            var plain = string.Concat(
                column.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) || "\",:[]{}\\".Contains(c) ? '_' : c)
            );
            plain = plain.Length > 0 ? plain : Default(place);
            var name = plain;
            for (var number = 2; !taken.Add(name); number++)
                name = $"{plain}_{number}";
            return name;
        }
    }

    /// <summary>A model's text with other names of its columns.</summary>
    /// <param name="text">A model that can be read.</param>
    /// <param name="columns">One a column; written as <see cref="Of"/> makes them.</param>
    public static string Write(string text, IReadOnlyList<string> columns)
    {
        var names = Of(columns);
        var from = text.IndexOf(Line, StringComparison.Ordinal) + Line.Length;
        var to = text.IndexOf('\n', from);
        var renamed = text[from..to].Split(' ').Zip(names).ToDictionary(n => n.First, n => n.Second);
        text = $"{text[..from]}{string.Join(' ', names)}{text[to..]}";

        from = text.IndexOf(Importances, StringComparison.Ordinal);
        if (from < 0)
            return text;
        from += Importances.Length;
        to = text.IndexOf("\n\n", from, StringComparison.Ordinal) is >= 0 and var end ? end : text.Length;
        return $"{text[..from]}{string.Join('\n', text[from..to].Split('\n').Select(Renamed))}{text[to..]}";

        string Renamed(string line) =>
            line.LastIndexOf('=') is >= 0 and var at && renamed.TryGetValue(line[..at], out var name)
                ? name + line[at..]
                : line;
    }
}
