using Ninefold.Features;

namespace Ninefold.Models.Tabular;

/// <summary>From tables of features to the rows that trainers learn from.</summary>
public static class TabularEncoding
{
    /// <summary>Encodes a table, with its labels, groups and weights.</summary>
    /// <exception cref="ArgumentException">The table's features are not those that were fitted.</exception>
    public static LabelledRows Encode(this FittedFeatures fitted, FeatureTable table) =>
        new(fitted.Schema, fitted.EncodeValues(table), table.Labels, table.Groups, table.Weights);
}
