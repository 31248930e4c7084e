using System.Text;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Ninefold.Features;
using Ninefold.Models;

namespace Ninefold.Text.Tokenizers;

/// <summary>
/// Byte-pair encoding over bytes (Sennrich and others 2016, on bytes as in GPT-2): every text has tokens, and decoding
/// gives back the same text.
/// </summary>
public sealed record BytePairTrainer : ITrainer<IEnumerable<string>, BytePairModel>
{
    /// <inheritdoc/>
    public string Name => "byte-pair";

    /// <summary>How many tokens are wanted, at least the 256 of single bytes; fewer where the texts have no more pairs.</summary>
    public int Tokens { get; init; } = 4096;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    public BytePairModel Fit(IEnumerable<string> data, TrainingContext context)
    {
        Parameters.Check(nameof(BytePairTrainer), Parameters.AtLeast(Tokens, BytePairModel.Bytes));
        var pieces = data.SelectMany(BytePairModel.Pieces).CountBy(p => p, StringComparer.Ordinal);
        var bytes = pieces.Select(p => (Encoding.UTF8.GetBytes(p.Key).Select(b => (int)b).ToArray(), p.Value));
        var most = Tokens - BytePairModel.Bytes;
        return new(PairMerges.Learn(bytes, BytePairModel.Bytes, most, byLikelihood: false, context.Cancellation));
    }
}

/// <summary>Tokens of bytes: the first 256 are single bytes, each further one joins two before it.</summary>
/// <param name="Merges">What is joined, in the order it was learned.</param>
public sealed record BytePairModel(IReadOnlyList<Merge> Merges) : ITokenModel
{
    internal const int Bytes = 256;

    /// <summary>Words with the blank before them, numbers, signs, and blanks: together the whole text.</summary>
    private static readonly Regex Piece = new(
        @" ?\p{L}[\p{L}\p{M}]*| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+",
        RegexOptions.CultureInvariant
    );

    private readonly Lazy<Dictionary<Merge, int>> ranks = new(() =>
        Merges.Select((merge, rank) => (merge, rank)).ToDictionary(m => m.merge, m => m.rank)
    );

    /// <inheritdoc/>
    [JsonIgnore]
    public int Count => Bytes + Merges.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Split(string text) => Pieces(text);

    internal static IEnumerable<string> Pieces(string text) => Piece.Matches(text).Select(m => m.Value);

    /// <inheritdoc/>
    public void Encode(string piece, List<int> tokens)
    {
        var own = Encoding.UTF8.GetBytes(piece).Select(b => (int)b).ToList();
        while (own.Count > 1)
        {
            var first = int.MaxValue;
            for (var i = 1; i < own.Count; i++)
                first = Math.Min(first, ranks.Value.GetValueOrDefault(new(own[i - 1], own[i]), int.MaxValue));
            if (first == int.MaxValue)
                break;
            PairMerges.Apply(own, Merges[first], Bytes + first);
        }
        tokens.AddRange(own);
    }

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
            Append(token, bytes);
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private void Append(int token, List<byte> bytes)
    {
        if (TokenVocabulary.Checked(token, Count) < Bytes)
            bytes.Add((byte)token);
        else
        {
            Append(Merges[token - Bytes].Left, bytes);
            Append(Merges[token - Bytes].Right, bytes);
        }
    }
}
