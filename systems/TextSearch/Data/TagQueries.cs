using Ninefold.Text.Collections;

namespace Ninefold.Systems.TextSearch.Data;

/// <summary>
/// Makes judged queries of tags: two tags of different kinds, such as <c>use::editing</c> and
/// <c>works-with::image:raster</c>, are asked for as "editing raster image", and the documents that bear both are
/// relevant. Nobody typed these queries, and documents that should bear a tag but do not count as irrelevant.
/// </summary>
internal static class TagQueries
{
    private const int Most = 1_500;
    private const int LeastRelevant = 5;
    private const int MostRelevant = 60;

    /// <summary>Kinds that say what something is for; others, such as the language it is written in, nobody searches by.</summary>
    private static readonly string[] Kinds =
    [
        "admin",
        "field",
        "game",
        "hardware",
        "mail",
        "network",
        "protocol",
        "security",
        "sound",
        "use",
        "web",
        "works-with",
        "works-with-format",
    ];

    /// <summary>Kinds whose name is a part of what is meant: a <c>game::board</c> is a board game.</summary>
    private static readonly string[] Named = ["game", "mail", "network", "web", "sound"];

    /// <param name="tagged">Documents with their tags.</param>
    public static IReadOnlyList<JudgedQuery> Of(IReadOnlyList<(string Id, string[] Tags)> tagged)
    {
        var pairs = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (id, tags) in tagged)
        {
            string[] own = [.. tags.Where(IsAskedFor).Distinct().Order(StringComparer.Ordinal)];
            foreach (var (i, first) in own.Index())
            foreach (var second in own[(i + 1)..].Where(second => KindOf(second) != KindOf(first)))
            {
                var pair = $"{first} {second}";
                if (!pairs.TryGetValue(pair, out var relevant))
                    pairs[pair] = relevant = [];
                relevant.Add(id);
            }
        }
        var usable = pairs.Where(p => p.Value.Count is >= LeastRelevant and <= MostRelevant).ToList();
        var step = Math.Max(1, usable.Count / (double)Most);
        return
        [
            .. Enumerable
                .Range(0, (int)(usable.Count / step))
                .Select(i => usable[(int)(i * step)])
                .Select(p => new JudgedQuery(p.Key, Words(p.Key), p.Value.ToDictionary(id => id, _ => 1.0))),
        ];
    }

    /// <summary>The words of tags, each once.</summary>
    internal static string Words(string tags) =>
        string.Join(' ', tags.Split(' ').SelectMany(WordsOf).Distinct(StringComparer.Ordinal));

    private static IEnumerable<string> WordsOf(string tag)
    {
        var words = tag[(KindOf(tag).Length + 2)..].Split([':', '-'], StringSplitOptions.RemoveEmptyEntries).Reverse();
        return Named.Contains(KindOf(tag)) ? words.Append(KindOf(tag)) : words;
    }

    private static string KindOf(string tag) => tag[..tag.IndexOf("::", StringComparison.Ordinal)];

    private static bool IsAskedFor(string tag) =>
        tag.Contains("::", StringComparison.Ordinal)
        && Kinds.Contains(KindOf(tag))
        && !tag.EndsWith("::TODO", StringComparison.Ordinal) // the taggers' own mark: nobody has said yet which
        && !tag.EndsWith("::other", StringComparison.Ordinal);
}
