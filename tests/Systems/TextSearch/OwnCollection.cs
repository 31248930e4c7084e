using System.Text.Json;

namespace Ninefold.Systems.TextSearch;

/// <summary>A small folder as a user would bring it: 240 notes on 40 crafts, and 80 queries of two words of a craft.</summary>
internal static class OwnCollection
{
    public const int Topics = 40;

    /// <summary>A word that no note has, and that the owner has written down as one for the first of the fifth craft.</summary>
    public const string Jargon = "qwxyzzy";
    private const int NotesOfATopic = 6;
    private const int QueriesOfATopic = 2;
    private const int WordsOfATopic = 7;
    private static readonly string[] Syllables =
    [
        "ba",
        "ke",
        "lo",
        "mi",
        "nu",
        "pra",
        "sto",
        "tri",
        "ven",
        "zog",
        "dul",
        "fen",
    ];

    /// <summary>The words of a topic: nobody else has them.</summary>
    public static string[] Words(int topic) =>
        [
            .. Enumerable
                .Range(0, WordsOfATopic)
                .Select(n => (topic * WordsOfATopic) + n)
                .Select(n =>
                    Syllables[n % 12] + Syllables[n / 12 % 12] + Syllables[(n / 144) + (n % 5)] + Syllables[n * 7 % 11]
                ),
        ];

    /// <param name="folder">Created where it is new.</param>
    public static void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(11);
        var (documents, queries, judgements) = (new List<string>(), new List<string>(), new List<string>());
        for (var topic = 0; topic < Topics; topic++)
        {
            var words = Words(topic);
            for (var n = 0; n < NotesOfATopic; n++)
            {
                var body = Enumerable
                    .Range(0, 30)
                    .Select(_ =>
                        random.NextDouble() < .2
                            ? words[random.Next(WordsOfATopic)]
                            : Words(random.Next(Topics))[random.Next(WordsOfATopic)]
                    );
                documents.Add(
                    JsonSerializer.Serialize(
                        new
                        {
                            id = $"note-{topic}-{n}",
                            title = $"Of {words[n]}",
                            body = string.Join(' ', body),
                            shelf = new[] { topic % 2 == 0 ? "even" : "odd" },
                            popularity = random.Next(100),
                        }
                    )
                );
            }
            for (var n = 0; n < QueriesOfATopic; n++)
            {
                queries.Add($"q{topic}-{n}\t{words[n]} {words[n + 2]}");
                judgements.AddRange(
                    Enumerable
                        .Range(0, NotesOfATopic)
                        .Select(note => $"q{topic}-{n} 0 note-{topic}-{note} {1 + (note % 2)}")
                );
            }
        }
        File.WriteAllLines(Path.Combine(folder, "documents.jsonl"), documents);
        File.WriteAllLines(Path.Combine(folder, "queries.tsv"), queries);
        File.WriteAllLines(Path.Combine(folder, "qrels"), judgements);
        File.WriteAllLines(Path.Combine(folder, "synonyms.txt"), ["# of the trade", $"{Jargon} => {Words(4)[0]}"]);
    }
}
