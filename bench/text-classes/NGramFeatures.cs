using Ninefold.Models.Online;
using Ninefold.Models.Tabular;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Bench.TextClasses;

/// <summary>Texts as the words and pairs of words that they have, those of the training part.</summary>
internal sealed class NGramFeatures
{
    private static readonly NGrams Pieces = new(NGramKind.Words, 1, 2);
    private readonly Dictionary<string, int> places;
    private readonly Ninefold.Features.FeatureSchema schema;

    /// <param name="train">The training part.</param>
    /// <param name="most">How many are kept, the most frequent.</param>
    /// <param name="least">In how many texts one occurs at least.</param>
    public NGramFeatures(Part train, int most, int least = 2)
    {
        places = train
            .Words.SelectMany(text => Pieces.Of(string.Join(' ', text)).Distinct())
            .CountBy(piece => piece)
            .Where(piece => piece.Value >= least)
            .OrderByDescending(piece => piece.Value)
            .ThenBy(piece => piece.Key, StringComparer.Ordinal)
            .Take(most)
            .Index()
            .ToDictionary(piece => piece.Item.Key, piece => piece.Index, StringComparer.Ordinal);
        schema = new([.. places.Keys.Select((_, i) => $"n{i}")], new bool[places.Count]);
    }

    public int Width => places.Count;

    /// <summary>The places of what a text has, distinct.</summary>
    public int[] Of(string[] text) =>
        [.. Pieces.Of(string.Join(' ', text)).Distinct().Where(places.ContainsKey).Select(piece => places[piece])];

    /// <summary>1 where a text has it, else 0.</summary>
    public float[] Row(string[] text)
    {
        var row = new float[Width];
        foreach (var place in Of(text))
            row[place] = 1;
        return row;
    }

    public LabelledRows Rows(Part part, Func<int, float>? label = null) =>
        new(
            schema,
            [.. part.Words.SelectMany(Row)],
            [.. part.Labels.Select(l => label?.Invoke(l) ?? l)],
            [.. Enumerable.Range(0, part.Count)]
        );

    /// <summary>Of length 1, as those who have no columns to standardise want them.</summary>
    public SparseExamples Sparse(Part part, Func<int, float> label)
    {
        int[][] of = [.. part.Words.Select(Of)];
        return new(
            Width,
            Ends(of),
            [.. of.SelectMany(p => p)],
            [.. of.SelectMany(p => Ones(p.Length))],
            [.. part.Labels.Select(label)]
        );
    }

    private static int[] Ends(int[][] of)
    {
        var ends = new int[of.Length + 1];
        foreach (var (text, places) in of.Index())
            ends[text + 1] = ends[text] + places.Length;
        return ends;
    }

    public static float[] Ones(int count) => [.. Enumerable.Repeat(1f / MathF.Sqrt(count), count)];
}
