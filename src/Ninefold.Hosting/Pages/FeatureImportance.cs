using Ninefold.Features;
using Ninefold.Models.Inspection;
using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Pages;

/// <summary>How much the best learned rung of a run relies on each feature of a set.</summary>
/// <param name="Metric">What is lost where a column is permuted.</param>
/// <param name="Rung">The model it was measured on.</param>
/// <param name="Features">By feature; of several columns the one that counts most. A feature that is not here counts less than all.</param>
internal sealed record FeatureImportance(
    string Metric,
    string Rung,
    IReadOnlyDictionary<string, ColumnImportance> Features
)
{
    /// <summary>From the ladder whose columns all come from features of the set; null where there is none.</summary>
    public static FeatureImportance? Of(FeatureSet set, IReadOnlyList<LadderReport> ladders)
    {
        foreach (var ladder in ladders)
        foreach (var rung in ladder.Rungs)
            if (rung.Importance is { Count: > 0 } columns)
            {
                var byFeature = columns.ToLookup(c => FeatureOf(set, c.Column));
                if (!byFeature.Contains(null))
                    return new(
                        ladder.Metric,
                        rung.Name,
                        byFeature.ToDictionary(f => f.Key!, f => f.MaxBy(c => c.Mean)!)
                    );
            }
        return null;
    }

    /// <summary>A column is named as its feature, or that and what its encoder adds, which begins like no name goes on.</summary>
    public static string? FeatureOf(FeatureSet set, string column) =>
        set.Select(f => f.Name)
            .FirstOrDefault(name =>
                column.StartsWith(name, StringComparison.Ordinal)
                && (column.Length == name.Length || column[name.Length] is ':' or '=' or '[')
            );
}
