using System.Text;
using Ninefold.Torch.Sequences;

namespace Ninefold.Bench.TextClasses;

/// <summary>Texts with their classes, a class and a text a line, and what they are chosen and judged by.</summary>
/// <param name="Id">The data set.</param>
/// <param name="Published">The accuracy of Kim's convolutions with word vectors (2014).</param>
/// <param name="Descriptions">Words that describe each class, for those who have no example.</param>
/// <param name="Train">What is learned from.</param>
/// <param name="Validation">What is stopped by.</param>
/// <param name="Test">What is asked in the end.</param>
internal sealed record Collection(
    string Id,
    double Published,
    string[] Descriptions,
    Part Train,
    Part Validation,
    Part Test
)
{
    public int Classes => Descriptions.Length;

    public IEnumerable<string[]> Texts => Train.Words.Concat(Validation.Words).Concat(Test.Words);

    /// <summary>Movie reviews: whether a sentence praises (Socher et al., 2013).</summary>
    public static Collection Reviews(string folder) =>
        new(
            "sst2",
            .872,
            ["bad awful terrible boring worst mess", "good great wonderful funny best moving"],
            Read(folder, "sst2/stsa.binary.train"),
            Read(folder, "sst2/stsa.binary.dev"),
            Read(folder, "sst2/stsa.binary.test")
        );

    /// <summary>Questions by what they ask for (Li and Roth, 2002); every tenth, after shuffling, is for validation.</summary>
    public static Collection Questions(string folder)
    {
        var all = Read(folder, "trec-questions/TREC.train.all");
        int[] order = [.. Enumerable.Range(0, all.Count)];
        new Random(1).Shuffle(order);
        return new(
            "trec-questions",
            .936,
            [
                "how why definition description reason manner",
                "animal food color product language game event religion",
                "abbreviation acronym stand for",
                "who person man woman actor president company",
                "where country city state mountain place",
                "how many date year number money distance when",
            ],
            all.Take(order[(all.Count / 10)..]),
            all.Take(order[..(all.Count / 10)]),
            Read(folder, "trec-questions/TREC.test.all")
        );
    }

    private static Part Read(string folder, string file)
    {
        string[][] lines =
        [
            .. File.ReadLines(Path.Combine(folder, file), Encoding.Latin1)
                .Select(line => line.ToLowerInvariant().Split(' ')),
        ];
        return new([.. lines.Select(l => l[1..])], [.. lines.Select(l => int.Parse(l[0]))]);
    }
}

/// <summary>Texts as words, and their classes.</summary>
internal sealed record Part(string[][] Words, int[] Labels)
{
    public int Count => Labels.Length;

    public Part Take(IReadOnlyList<int> texts) =>
        new([.. texts.Select(t => Words[t])], [.. texts.Select(t => Labels[t])]);

    /// <summary>So many texts of the beginning of a shuffled order, at least one of each class.</summary>
    public (Part Few, Part Others) Few(double share, int seed)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        new Random(seed).Shuffle(order);
        var taken = order.GroupBy(t => Labels[t]).Select(g => g.First()).ToHashSet();
        taken.UnionWith(order.Take((int)(share * Count) - taken.Count));
        return (Take([.. taken]), Take([.. order.Where(t => !taken.Contains(t))]));
    }

    public LabelledSequences Ids(Dictionary<string, int> words) =>
        new([.. Words.Select(text => text.Select(word => words.GetValueOrDefault(word, -1)).ToArray())], Labels);

    /// <summary>The share that is right.</summary>
    public double Accuracy(Func<string[], int> answer) =>
        Words.Zip(Labels).Average(text => answer(text.First) == text.Second ? 1.0 : 0);
}
