using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.NeuralTables;

/// <summary>A table in which a category is one column of codes, for which networks learn vectors, not a column a value.</summary>
internal static class Codes
{
    /// <param name="rows">Columns of 0 and 1 are named by the field and the value.</param>
    public static LabelledRows Of(LabelledRows rows)
    {
        var names = rows.Schema.Names;
        var fields = names
            .Select((name, column) => (Name: name.Split('=')[0], Column: column))
            .GroupBy(f => f.Name)
            .ToList();
        var categorical = fields.Select(field => names[field.First().Column].Contains('=')).ToList();
        var values = new float[rows.Count * fields.Count];
        for (var row = 0; row < rows.Count; row++)
        for (var field = 0; field < fields.Count; field++)
        {
            var (first, from) = (fields[field].First().Column, row * rows.Schema.Width);
            values[row * fields.Count + field] = categorical[field]
                ? rows.Values.AsSpan(from + first, fields[field].Count()).IndexOf(1)
                : rows.Values[from + first];
        }
        return rows with
        {
            Schema = new FeatureSchema([.. fields.Select(f => f.Key)], [.. categorical]),
            Values = values,
        };
    }
}
