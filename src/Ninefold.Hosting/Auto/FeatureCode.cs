using Ninefold.Data.Tables;
using Ninefold.Features.Encoders;
using Ninefold.Models.Auto;

namespace Ninefold.Hosting.Auto;

/// <summary>Writes the features.</summary>
internal static class FeatureCode
{
    public static string Of(AutoNames names) =>
        $$"""
            using Ninefold.Features;
            {{(Uses(names) ? "using Ninefold.Features.Encoders;\n" : "")}}
            namespace {{names.Name}};

            /// <summary>Step 5: what models see of a request.</summary>
            internal static class {{names.Name}}Features
            {
                public static readonly FeatureSet<{{names.Name}}Request> Request = new("{{names.Id}}")
                {
                    {{Code.Lines(8, names.Plan.Features.Select(f => Feature(names, f)))}}
                };
            }

            """;

    private static bool Uses(AutoNames names) =>
        names.Plan.Features.Any(f => f is ProposedCategory or ProposedNumber { Encoder: not Identity });

    private static string Feature(AutoNames names, ProposedFeature feature)
    {
        var (value, encoder) = feature switch
        {
            ProposedCategory category => (Category(names, category), Encoder(category.Encoder)),
            _ => (Number(names, (ProposedNumber)feature), Encoder(((ProposedNumber)feature).Encoder)),
        };
        return Code.Wrapped(8, "{", [Code.Text(feature.Name), $"r => {value}", encoder, Code.Text(feature.Doc)], "},");
    }

    private static string Category(AutoNames names, ProposedFeature feature) => $"r.{names.PropertyOf(feature.Column)}";

    private static string Number(AutoNames names, ProposedNumber feature)
    {
        var optional = names.IsOptional(feature.Column);
        var property = $"r.{names.PropertyOf(feature.Column)}";
        if (names.Columns.Single(c => c.Name == feature.Column).Type != ColumnType.Timestamp)
        {
            var number = optional ? $"{property} ?? double.NaN" : property;
            return feature.Reading == NumberReading.Logarithm ? $"double.LogP1({number})" : number;
        }
        var utc = optional ? $"{property}?.UtcDateTime" : $"{property}.UtcDateTime";
        var read = feature.Reading switch
        {
            NumberReading.Hour => $"{utc}.TimeOfDay.TotalHours",
            NumberReading.Weekday => $"(double{(optional ? "?" : "")}){utc}.DayOfWeek",
            NumberReading.YearDay => $"{utc}.DayOfYear",
            _ => $"{utc}.Year",
        };
        return optional ? $"{read} ?? double.NaN" : read;
    }

    /// <summary>As it is written in code; the default of numbers is null.</summary>
    private static string Encoder(NumericEncoder encoder) =>
        encoder switch
        {
            Identity => "null",
            MissingIndicator missing => $"new MissingIndicator(fill: Fill.{missing.Fill})",
            Cyclical cyclical => $"new Cyclical({Code.Number(cyclical.Period)})",
            Bucketize => $"Bucketize.ByQuantiles({FeatureProposal.Buckets})",
            _ => throw new ArgumentException($"There is no code for {encoder}.", nameof(encoder)),
        };

    private static string Encoder(CategoricalEncoder encoder) =>
        encoder switch
        {
            OneHot oneHot => $"new OneHot({oneHot.MaxCategories})",
            Ordinal ordinal => $"new Ordinal({ordinal.MaxCategories})",
            Hashing hashing => $"new Hashing({hashing.Buckets})",
            CountEncoding => "new CountEncoding()",
            _ => throw new ArgumentException($"There is no code for {encoder}.", nameof(encoder)),
        };
}
