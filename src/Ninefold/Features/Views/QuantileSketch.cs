namespace Ninefold.Features.Views;

/// <summary>
/// Estimates quantiles within 1 % of their value: Masson, Rim and Lee, "DDSketch: a fast and fully-mergeable quantile sketch
/// with relative-error guarantees" (VLDB 2019). Values are counted in bins whose borders grow by a factor. Of more than 2,048
/// bins the lowest are put together, so that where values are spread over more than 17 orders of magnitude the estimates of
/// the lowest become too large. The state depends on the values alone, not on their order.
/// </summary>
internal sealed class QuantileSketch : Partial
{
    /// <summary>How far an estimate may be from the value, as a part of it.</summary>
    public const double RelativeError = .01;

    private const int MostBins = 2_048;

    /// <summary>More than any bin's number, so that signed numbers with it are in the order of the values.</summary>
    private const int Zero = 40_000;

    private static readonly double Growth = Math.Log((1 + RelativeError) / (1 - RelativeError));

    private int[] keys = [];
    private long[] counts = [];
    private int bins;
    private long total;

    public override string Kind => "quantiles";

    public override void Add(long at, double value, ulong counterpart) => Add(Key(value), 1);

    public override void Merge(Partial other)
    {
        var o = (QuantileSketch)other;
        for (var i = 0; i < o.bins; i++)
            Add(o.keys[i], o.counts[i]);
    }

    /// <summary>Of n values in ascending order, about the one at ⌊q (n − 1)⌋, counted from 0; NaN without values.</summary>
    public double Quantile(double q)
    {
        if (total == 0)
            return double.NaN;
        var (rank, bin) = ((long)Math.Floor(q * (total - 1)), 0);
        for (var seen = counts[0]; seen <= rank; seen += counts[bin])
            bin++;
        return Value(keys[bin]);
    }

    private void Add(int key, long count)
    {
        total += count;
        var place = Array.BinarySearch(keys, 0, bins, key);
        if (place >= 0)
        {
            counts[place] += count;
            return;
        }
        place = ~place;
        if (bins == keys.Length)
        {
            var size = Math.Min(MostBins + 1, Math.Max(4, 2 * bins));
            Array.Resize(ref keys, size);
            Array.Resize(ref counts, size);
        }
        keys.AsSpan(place, bins - place).CopyTo(keys.AsSpan(place + 1));
        counts.AsSpan(place, bins - place).CopyTo(counts.AsSpan(place + 1));
        (keys[place], counts[place]) = (key, count);
        if (++bins <= MostBins)
            return;
        counts[1] += counts[0];
        bins--;
        keys.AsSpan(1, bins).CopyTo(keys);
        counts.AsSpan(1, bins).CopyTo(counts);
    }

    private static int Key(double value) =>
        value == 0 ? 0 : Math.Sign(value) * ((int)Math.Ceiling(Math.Log(Math.Abs(value)) / Growth) + Zero);

    /// <summary>The middle of a bin, no further from either border than the error.</summary>
    private static double Value(int key) =>
        key == 0
            ? 0
            : Math.Sign(key)
                * Math.Min(double.MaxValue, Math.Exp((Math.Abs(key) - Zero) * Growth + Math.Log(1 - RelativeError)));

    public override void Write(BinaryWriter writer)
    {
        writer.Write(bins);
        for (var i = 0; i < bins; i++)
        {
            writer.Write(keys[i]);
            writer.Write7BitEncodedInt64(counts[i]);
        }
    }

    public override void Read(BinaryReader reader)
    {
        for (var left = Length(reader, MostBins); left > 0; left--)
            Add(reader.ReadInt32(), reader.Read7BitEncodedInt64());
    }
}
