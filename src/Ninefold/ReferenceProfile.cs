using Ninefold.Features;
using Ninefold.Models.Releases;
using Ninefold.Monitoring;

namespace Ninefold;

/// <summary>How features and watched values were distributed over past requests; part of a release.</summary>
/// <param name="Distributions">One for each column of each feature set and each watched value.</param>
internal sealed record ReferenceProfile(IReadOnlyList<ReferenceDistribution> Distributions)
{
    /// <summary>The one that belongs to a release; null where it has none.</summary>
    /// <exception cref="InvalidDataException">It is missing or was changed.</exception>
    public static ReferenceProfile? Of(Release release, Workspace workspace) =>
        release.Reference is { } stored
            ? (ReferenceProfile?)PartCodec.Load("reference", stored, typeof(ReferenceProfile), workspace.Artifacts)
            : null;
}

/// <summary>Collects what calls see, to make a reference of it. Not safe for concurrent use.</summary>
internal sealed class ReferenceCollector
{
    // Enough for ten bins and a sample; a request may score hundreds of items.
    private const int MostValues = 100_000;

    private readonly Dictionary<string, List<float>> values = [];

    public void See(FeatureSchema schema, ReadOnlySpan<float> rows)
    {
        for (var column = 0; column < schema.Width; column++)
        for (var at = column; at < rows.Length; at += schema.Width)
            Add(schema.Names[column], rows[at]);
    }

    public void See(IReadOnlyDictionary<string, double> watched)
    {
        foreach (var (name, value) in watched)
            Add(name, (float)value);
    }

    /// <summary>Columns that were always missing have no distribution.</summary>
    public ReferenceProfile Profile() =>
        new([
            .. values
                .Where(v => v.Value.Any(float.IsFinite))
                .Select(v => NumericReference.Fit(v.Key, v.Value.ToArray())),
        ]);

    private void Add(string name, float value)
    {
        if (!values.TryGetValue(name, out var list))
            values.Add(name, list = []);
        if (list.Count < MostValues)
            list.Add(float.IsFinite(value) ? value : float.NaN); // a watched value may be infinite
    }
}
