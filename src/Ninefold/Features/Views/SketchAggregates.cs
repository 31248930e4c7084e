using System.Globalization;

namespace Ninefold.Features.Views;

/// <summary>An aggregate that is estimated from a sketch of bounded size.</summary>
internal abstract record SketchAggregate : MergeableAggregate
{
    public abstract override string Bound { get; }

    internal override double Of(EntityRows rows, long now)
    {
        var kept = Begin();
        kept.Add(rows);
        return Of(kept);
    }
}

/// <param name="Precision">Of the registers' number, its logarithm to base 2: 4 to 16.</param>
internal sealed record ApproximateDistinct(int Precision) : SketchAggregate
{
    public override string Name => $"approximate_distinct_{Precision}";
    public override string Bound =>
        $"relative standard error {(1.04 / Math.Sqrt(1 << Precision)).ToString("P1", CultureInfo.InvariantCulture)}, exact up to {1 << Precision >> 3}";

    internal override Partial Begin() => new HyperLogLog(Precision);

    internal override double Of(Partial kept) => ((HyperLogLog)kept).Estimate();
}

/// <param name="Level">From 0 to 1.</param>
internal sealed record ApproximateQuantile(double Level) : SketchAggregate
{
    public override string Name =>
        $"p{((decimal)Level * 100).ToString("0.##########", CultureInfo.InvariantCulture).Replace('.', '_')}";
    public override string Bound => "within 1 % of the value";

    internal override Partial Begin() => new QuantileSketch();

    internal override double Of(Partial kept) => ((QuantileSketch)kept).Quantile(Level);
}

/// <param name="Items">How many counterparts: 1 to 16.</param>
internal sealed record TopShareOf(int Items) : SketchAggregate
{
    private const int CountersPerItem = 64;

    public override string Name => $"top{Items}_share";
    public override string Bound =>
        $"too small by at most 1/{CountersPerItem}, exact up to {CountersPerItem * Items} counterparts";

    // Both paths are below the exact value by no more than the bound, and so no further from each other.
    internal override double Tolerance => 1.0 / CountersPerItem;

    internal override Partial Begin() => new FrequentItems(CountersPerItem * Items);

    internal override double Of(Partial kept) => ((FrequentItems)kept).Share(Items);
}
