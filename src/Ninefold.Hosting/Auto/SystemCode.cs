using System.Text.Json;
using Ninefold.Data.Tables;
using Ninefold.Models.Auto;

namespace Ninefold.Hosting.Auto;

/// <summary>Writes the system: the nine steps.</summary>
internal static class SystemCode
{
    private const int FewRehearsed = 2000;

    public static string Of(AutoNames names) =>
        $$"""
            using Ninefold;
            using Ninefold.Data;
            {{(IsSmall(names) ? "using Ninefold.Experiments;\n" : "")}}using Ninefold.Features;
            using Ninefold.Flows;
            using Ninefold.Metrics;
            using Ninefold.Models;
            using Ninefold.Models.Runs;
            using Ninefold.Problems;

            namespace {{names.Name}};

            /// <summary>Predicts '{{Code.Comment(names.Plan.Target.Column)}}' of {{Code.Comment(
                names.File
            )}}. What it is for is yours to write: see Problem.</summary>
            public sealed class {{names.Name}}System : MlSystem<{{names.Name}}Request, {{names.Name}}Answer, {{names.Outcome}}, {{names.Name}}System.Parts>
            {
                /// <summary>What a release holds.</summary>
                public sealed record Parts(Learned<FeatureScorer> Learned);

                // 1. The problem. Only its requirements are measured; the sentences are for people, and yours to edit.
                public override Problem Problem =>
                    new()
                    {
                        Title = {{Code.Text(names.Words)}},
                        UseCase = {{Code.Text(
                $"To edit: who asks for {names.Plan.Target.Column}, where, and what for."
            )}},
                        BusinessGoal = "To edit: what is better for whom once this works.",
                        Objective = {{Code.Text($"Predict {names.Plan.Target.Column} from what is known before it.")}},
                        Input = {{Code.Text($"A row of {names.File}: {names.Columns.Count} columns")}},
                        Output = {{Code.Text(Output(names))}},
                        Target = {{Code.Text(names.Plan.Target.Column)}},
                        Category = {{Code.Text(Category(names))}},
                        Heuristic = {{Code.Text(Heuristic(names))}},
                        Requirements = [Require.BeatsHeuristic({{Code.Text(
                MetricsCode.FlowName(names)
            )}}), Require.AtMost(Measurements.P99, 50)],
                    };

                // 2. The metrics; the first is the one that counts.
                public override IReadOnlyList<Metric<{{names.Name}}Answer, {{names.Outcome}}>> Metrics => {{names.Name}}Metrics.All;

                // 3. The flow, as it is served.
                {{Predict(names)}}

                // 4. The data.
                public override Task<Dataset<{{names.Name}}Request, {{names.Outcome}}>> Collect(Run run) => {{names.Name}}Data.Collect(run);

                // 5. The features.
                public override IReadOnlyList<FeatureSet> Features => [{{names.Name}}Features.Request];

                // 6. The models.
                public override Parts Train(Past<{{names.Name}}Request, {{names.Outcome}}> past, Run run) => {{names.Name}}Training.Train(past, run);
            {{Validate(names)}}
                public override IReadOnlyList<{{names.Name}}Request> Examples =>
                    [
                        new()
                        {
                            {{Code.Lines(16, Example(names))}}
                        },
                    ];

                // 7, 8, 9. Serving, rollout, monitoring.
                public override Operations Operations =>
                    new()
                    {
                        Success = {{names.Name}}Metrics.Right.Name,
                        Budget = TimeSpan.FromMilliseconds(50),{{Rollout(names)}}
                    };
            }

            """;

    private static bool IsSmall(AutoNames names) => names.Plan.Split.Parts.Rehearsal.Count < FewRehearsed;

    private static string Output(AutoNames names) =>
        names.Kind switch
        {
            TargetKind.Binary => $"The probability of '{names.Positive}'",
            TargetKind.Classes => $"One of {names.Plan.Target.Classes.Count} classes, with the probability of each",
            _ => "A number",
        };

    private static string Category(AutoNames names) =>
        names.Kind switch
        {
            TargetKind.Binary => "binary classification",
            TargetKind.Classes => "classification",
            _ => "regression",
        };

    private static string Heuristic(AutoNames names) =>
        names.Kind switch
        {
            TargetKind.Binary => "The share of the past, for all.",
            TargetKind.Classes => "The most frequent class, for all.",
            TargetKind.Amount => "The mean of the past (of logarithms), for all.",
            _ => "The mean of the past, for all.",
        };

    private static string Predict(AutoNames names)
    {
        var head =
            $"public override ValueTask<{names.Name}Answer> Predict({names.Name}Request request, Parts parts, Call call)";
        var score = $"call.Score<{names.Name}Request>(parts.Learned, [request])[0]";
        return names.Kind switch
        {
            TargetKind.Binary => $"""
                {head} =>
                        new(new {names.Name}Answer(call.Stage("probability", () => {score})));
                """,
            TargetKind.Classes => $$"""
                {{head}}
                    {
                        var probabilities = call.Stage("probabilities", () => call.Probabilities(parts.Learned, request));
                        return new(
                            new {{names.Name}}Answer(
                                {{names.Name}}Data.MostProbable(probabilities),
                                {{names.Name}}Data.Classes.Zip(probabilities).ToDictionary(p => p.First, p => p.Second)
                            )
                        );
                    }
                """,
            TargetKind.Amount => $"""
                {head} =>
                        new(new {names.Name}Answer(Math.Max(0, double.ExpM1(call.Stage("logarithm", () => {score})))));
                """,
            _ => $"""
                {head} =>
                        new(new {names.Name}Answer(call.Stage("value", () => {score})));
                """,
        };
    }

    private static string Validate(AutoNames names)
    {
        var checks = names
            .Columns.Select(c => (Property: names.PropertyOf(c.Name), Column: c))
            .Select(c =>
                c.Column.Type == ColumnType.Text && c.Column.Missing == 0
                    ? ($"string.IsNullOrWhiteSpace(request.{c.Property})", $"{Camel(c.Property)} must not be empty.")
                : c.Column.Type != ColumnType.Text && c.Column.Type != ColumnType.Timestamp && c.Column.Least >= 0
                    ? (
                        $"request.{c.Property} < 0",
                        $"{Camel(c.Property)} must be 0 or more; got {{request.{c.Property}}}."
                    )
                : ("", "")
            )
            .Where(c => c.Item1.Length > 0)
            .SelectMany(c =>
                new[] { $"if ({c.Item1})", $"    yield return {(c.Item2.Contains('{') ? "$" : "")}\"{c.Item2}\";" }
            )
            .ToList();
        return checks.Count == 0
            ? ""
            : $$"""

                    // 7. What is wrong with a request, all at once.
                    public override IEnumerable<string> Validate({{names.Name}}Request request)
                    {
                        {{Code.Lines(8, checks)}}
                    }

                """;
    }

    private static string Camel(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    /// <summary>The first row of the training part.</summary>
    private static IEnumerable<string> Example(AutoNames names)
    {
        var row = names.Plan.Split.Order[names.Plan.Split.Parts.Train[0]];
        foreach (var column in names.Columns)
        {
            var cells = names.Plan.Source.Table.Find(column.Name)!;
            if (cells.IsMissing(row))
                continue;
            var value = cells switch
            {
                TextColumn => Code.Text(cells.Text(row)),
                NumberColumn numbers when column.Type == ColumnType.Timestamp => Code.Moment(
                    DateTimeOffset.FromUnixTimeMilliseconds((long)numbers.Values[row])
                ),
                _ => Code.Number(((NumberColumn)cells).Values[row]),
            };
            yield return $"{names.PropertyOf(column.Name)} = {value},";
        }
    }

    /// <summary>Few past requests: each stage of the rollout has to make do with a part of them.</summary>
    private static string Rollout(AutoNames names)
    {
        if (!IsSmall(names))
            return "";
        var least = Math.Max(5, names.Plan.Split.Parts.Rehearsal.Count / 10);
        return $$"""

                        Shadow = new() { MinimumRequests = {{least}}, MaxP99Ratio = null },
                        Canary = new() { MinimumRequests = {{least}}, Guardrails = [new ErrorRateGuardrail(.01)] },
                        CanaryShare = .5,
            """;
    }
}
