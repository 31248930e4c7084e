using Lucene.Net.Search.Similarities;

namespace Ninefold.Text.Indexing;

/// <summary>
/// BM25 whose field lengths are kept within 3 %: the 256 values that Lucene has for a length are spread by their
/// logarithm, where Lucene's own are up to 30 % off. Up to 40 words they are exact.
/// </summary>
internal sealed class ExactLengthBm25(double k1, double b) : BM25Similarity((float)k1, (float)b)
{
    private const int Exact = 40;

    private static readonly int[] Lengths = [.. Enumerable.Range(0, 256).Select(LengthOf)];

    /// <summary>Ratios of 1.045 between neighbours reach from 40 to half a million words.</summary>
    private static int LengthOf(int code) =>
        code <= Exact ? code : Math.Max(code, (int)Math.Round(Exact * Math.Pow(1.045, code - Exact)));

    internal static byte CodeOf(int length)
    {
        var code = Array.BinarySearch(Lengths, length);
        if (code >= 0)
            return (byte)code;
        code = Math.Min(~code, Lengths.Length - 1);
        return (byte)(code > 0 && Lengths[code] - length > length - Lengths[code - 1] ? code - 1 : code);
    }

    internal static int Decode(byte code) => Lengths[code];

    protected override byte EncodeNormValue(float boost, int fieldLength) => CodeOf(fieldLength);

    protected override float DecodeNormValue(byte b) => Lengths[b];

    public override string ToString() => "BM25";
}
