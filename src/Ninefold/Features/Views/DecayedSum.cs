namespace Ninefold.Features.Views;

/// <summary>Values and weights that halve with time. Weights are relative to the latest observation's, which is 1.</summary>
/// <param name="halfLife">Milliseconds, above 0.</param>
internal sealed class DecayedSum(double halfLife) : Partial
{
    private long latest = long.MinValue;
    private double sum;
    private double weights;

    public override string Kind => $"decayed {halfLife:R}";

    /// <summary>The weighted mean; NaN without observations.</summary>
    public double Mean => sum / weights;

    public override void Add(long at, double value, ulong counterpart) => Merge(at, value, 1);

    public override void Merge(Partial other)
    {
        var o = (DecayedSum)other;
        if (o.weights > 0)
            Merge(o.latest, o.sum, o.weights);
    }

    private void Merge(long at, double theirSum, double theirWeights)
    {
        if (weights == 0)
        {
            (latest, sum, weights) = (at, theirSum, theirWeights);
            return;
        }
        var newest = Math.Max(latest, at);
        var (ours, theirs) = (double.Exp2((latest - newest) / halfLife), double.Exp2((at - newest) / halfLife));
        (sum, weights) = (sum * ours + theirSum * theirs, weights * ours + theirWeights * theirs);
        latest = newest;
    }

    public override void Write(BinaryWriter writer)
    {
        writer.Write(latest);
        writer.Write(sum);
        writer.Write(weights);
    }

    public override void Read(BinaryReader reader) =>
        (latest, sum, weights) = (reader.ReadInt64(), reader.ReadDouble(), reader.ReadDouble());
}
