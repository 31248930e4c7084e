namespace Ninefold.Monitoring;

/// <summary>
/// The most recent values of a feature in fixed memory, seen through its training distribution. May be used from many
/// threads.
/// </summary>
public sealed class FeatureWindow
{
    private readonly Lock gate = new();
    private readonly double[] recent; // a number, or the bin of a category; NaN is missing
    private readonly double[] edges;
    private readonly Dictionary<string, int> bins = [];
    private readonly int unseen; // stands for what training did not know; it shares the last bin with the rare
    private long added;

    /// <param name="reference">How the feature was distributed in training.</param>
    /// <param name="capacity">How many values are kept, at least 1: 8 bytes each.</param>
    public FeatureWindow(ReferenceDistribution reference, int capacity = 2000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Reference = reference;
        recent = new double[capacity];
        edges = reference is NumericReference numeric ? [.. numeric.Edges] : [];
        if (reference is CategoricalReference categorical)
        {
            foreach (var category in categorical.Categories)
                bins.Add(category, bins.Count);
            foreach (var category in categorical.Rare)
                bins.Add(category, categorical.Categories.Count);
            unseen = categorical.Categories.Count + 1;
        }
    }

    /// <summary>How the feature was distributed in training.</summary>
    public ReferenceDistribution Reference { get; }

    /// <summary>Adds a number; NaN is missing. Does not allocate.</summary>
    /// <exception cref="InvalidOperationException">The feature is a category.</exception>
    public void Add(float value)
    {
        if (Reference is not NumericReference)
            throw new InvalidOperationException($"'{Reference.Feature}' is a category; got the number {value}.");
        Push(value);
    }

    /// <summary>Adds a category; null is missing. Does not allocate.</summary>
    /// <exception cref="InvalidOperationException">The feature is a number.</exception>
    public void Add(string? category)
    {
        if (Reference is not CategoricalReference)
            throw new InvalidOperationException($"'{Reference.Feature}' is a number; got the category '{category}'.");
        Push(category is null ? double.NaN : bins.GetValueOrDefault(category, unseen));
    }

    /// <summary>The drift of the values in the window.</summary>
    /// <param name="thresholds">What counts as drift.</param>
    public FeatureDrift Drift(DriftThresholds thresholds)
    {
        var values = Present(out _);
        if (values.Length < Math.Max(1, thresholds.MinimumValues))
            return new(Reference.Feature, values.Length, null, null, null, DriftLevel.Unknown);
        var actual = new long[Reference.Counts.Count];
        foreach (var value in values)
            actual[
                Reference is NumericReference
                    ? NumericReference.BinOf(edges, value)
                    : Math.Min((int)value, actual.Length - 1)
            ]++;
        long[] expected = [.. Reference.Counts];
        var psi = PopulationStability.Index(expected, actual);
        var (statistic, p) = Reference is NumericReference numeric
            ? Distance(numeric, values)
            : ChiSquare.Compare(expected, actual);
        return new(Reference.Feature, values.Length, psi, statistic, p, thresholds.LevelOf(psi));
    }

    /// <summary>The quality of the values in the window.</summary>
    public FeatureQuality Quality()
    {
        var values = Present(out var missing);
        double Share(int count, int of) => of == 0 ? 0 : (double)count / of;
        var all = values.Length + missing;
        return new(
            Reference.Feature,
            all,
            Share(missing, all),
            Reference.MissingShare,
            Reference is NumericReference numeric
                ? Share(values.Count(v => v < numeric.Minimum || v > numeric.Maximum), values.Length)
                : null,
            Reference is CategoricalReference ? Share(values.Count(v => v == unseen), values.Length) : null
        );
    }

    private static (double Statistic, double PValue) Distance(NumericReference reference, double[] values)
    {
        Array.Sort(values);
        var distance = KolmogorovSmirnov.Statistic([.. reference.Sample], values);
        return (distance, KolmogorovSmirnov.PValue(distance, reference.Present, values.Length));
    }

    private void Push(double value)
    {
        lock (gate)
            recent[added++ % recent.Length] = value;
    }

    private double[] Present(out int missing)
    {
        double[] all;
        lock (gate)
            all = recent[..(int)Math.Min(added, recent.Length)];
        double[] present = [.. all.Where(v => !double.IsNaN(v))];
        missing = all.Length - present.Length;
        return present;
    }
}
