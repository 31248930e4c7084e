using Ninefold.Models.Auto;

namespace Ninefold.Hosting.Auto;

/// <summary>Writes what is asked and what is answered.</summary>
internal static class RequestCode
{
    public static string Of(AutoNames names) =>
        $$"""
            namespace {{names.Name}};

            /// <summary>What is asked: a row of {{Code.Comment(names.File)}} whose '{{Code.Comment(
                names.Plan.Target.Column
            )}}' is not known yet.</summary>
            public sealed record {{names.Name}}Request
            {
                {{Code.Lines(4, names.Columns.Select(c => Property(names, c)))}}
            }

            {{Answer(names)}}

            """;

    private static string Property(AutoNames names, UsedColumn column) =>
        column.Missing > 0
            ? $"public {AutoNames.TypeOf(column)}? {names.PropertyOf(column.Name)} {{ get; init; }}"
            : $"public required {AutoNames.TypeOf(column)} {names.PropertyOf(column.Name)} {{ get; init; }}";

    private static string Answer(AutoNames names)
    {
        var target = Code.Comment(names.Plan.Target.Column);
        var (doc, members) = names.Kind switch
        {
            TargetKind.Binary => (
                $"""/// <param name="Probability">That '{target}' is '{Code.Comment(names.Positive)}', 0 to 1.</param>""",
                "double Probability"
            ),
            TargetKind.Classes => (
                $"""
                /// <param name="Class">The most probable '{target}'.</param>
                /// <param name="Probabilities">Of each, 0 to 1; together 1.</param>
                """,
                "string Class, IReadOnlyDictionary<string, double> Probabilities"
            ),
            _ => ($"""/// <param name="Value">The '{target}' to be expected.</param>""", "double Value"),
        };
        return $"""
            /// <summary>What is answered.</summary>
            {doc}
            public sealed record {names.Name}Answer({members});
            """;
    }
}
