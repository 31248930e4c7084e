using System.Text;
using System.Text.Json.Serialization;

namespace Ninefold.Text.Tokenizers;

/// <summary>
/// Cuts words, each with the blank before it, in the most probable way. The first 256 tokens are single bytes, which write
/// characters that have no piece; the pieces follow.
/// </summary>
/// <param name="Pieces">Distinct and not empty.</param>
/// <param name="Scores">The logarithm of each piece's probability.</param>
public sealed record UnigramModel(IReadOnlyList<string> Pieces, double[] Scores) : ITokenModel
{
    private readonly Lazy<UnigramLattice> lattice = new(() => new([.. Pieces], Scores));

    /// <inheritdoc/>
    [JsonIgnore]
    public int Count => BytePairModel.Bytes + Pieces.Count;

    /// <inheritdoc/>
    public IEnumerable<string> Split(string text) => BytePairModel.Pieces(text);

    /// <inheritdoc/>
    public void Encode(string piece, List<int> tokens)
    {
        var found = new List<(int Piece, int Start, int End)>();
        lattice.Value.Best(piece, found);
        foreach (var (own, start, end) in found)
            if (own >= 0)
                tokens.Add(BytePairModel.Bytes + own);
            else
                tokens.AddRange(Encoding.UTF8.GetBytes(piece[start..end]).Select(b => (int)b));
    }

    /// <inheritdoc/>
    public string Decode(IEnumerable<int> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
            if (TokenVocabulary.Checked(token, Count) < BytePairModel.Bytes)
                bytes.Add((byte)token);
            else
                bytes.AddRange(Encoding.UTF8.GetBytes(Pieces[token - BytePairModel.Bytes]));
        return Encoding.UTF8.GetString([.. bytes]);
    }
}
