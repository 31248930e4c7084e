namespace Ninefold.Features.Views;

/// <summary>
/// Count, sum, mean and squares, extremes, first and last. Squares merge as in Chan, Golub and LeVeque, "Updating formulae
/// and a pairwise algorithm for computing sample variances" (1979), without loss where the mean is large.
/// </summary>
internal sealed class Moments : Partial
{
    private double squares;
    private long firstAt;
    private long lastAt;

    public override string Kind => "moments";
    public long Count { get; private set; }
    public double Sum { get; private set; }
    public double Mean { get; private set; } = double.NaN;
    public double Min { get; private set; } = double.NaN;
    public double Max { get; private set; } = double.NaN;
    public double First { get; private set; } = double.NaN;
    public double Last { get; private set; } = double.NaN;
    public double StandardDeviation => Math.Sqrt(squares / Count);

    public override void Add(long at, double value, ulong counterpart) =>
        Merge(1, value, value, 0, value, value, (at, value), (at, value));

    public override void Merge(Partial other)
    {
        var o = (Moments)other;
        if (o.Count > 0)
            Merge(o.Count, o.Sum, o.Mean, o.squares, o.Min, o.Max, (o.firstAt, o.First), (o.lastAt, o.Last));
    }

    private void Merge(
        long count,
        double sum,
        double mean,
        double theirSquares,
        double min,
        double max,
        (long At, double Value) first,
        (long At, double Value) last
    )
    {
        if (Count == 0)
        {
            (Count, Sum, Mean, squares, Min, Max) = (count, sum, mean, theirSquares, min, max);
            ((firstAt, First), (lastAt, Last)) = (first, last);
            return;
        }
        var (total, apart) = (Count + count, mean - Mean);
        squares += theirSquares + apart * apart * Count * count / total;
        Mean += apart * count / total;
        (Count, Sum) = (total, Sum + sum);
        (Min, Max) = (min < Min ? min : Min, max > Max ? max : Max);
        if (first.At < firstAt || (first.At == firstAt && first.Value < First))
            (firstAt, First) = first;
        if (last.At > lastAt || (last.At == lastAt && last.Value > Last))
            (lastAt, Last) = last;
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        if (Count == 0)
            return;
        foreach (var number in (ReadOnlySpan<double>)[Sum, Mean, squares, Min, Max, First, Last])
            writer.Write(number);
        writer.Write(firstAt);
        writer.Write(lastAt);
    }

    public override void Read(BinaryReader reader)
    {
        Count = reader.ReadInt64();
        if (Count == 0)
            return;
        (Sum, Mean, squares) = (reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        (Min, Max) = (reader.ReadDouble(), reader.ReadDouble());
        (First, Last) = (reader.ReadDouble(), reader.ReadDouble());
        (firstAt, lastAt) = (reader.ReadInt64(), reader.ReadInt64());
    }
}
