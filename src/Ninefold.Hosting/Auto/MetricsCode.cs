using Ninefold.Models.Auto;

namespace Ninefold.Hosting.Auto;

/// <summary>Writes the metrics of a system.</summary>
internal static class MetricsCode
{
    public static string Of(AutoNames names) =>
        $$"""
            using Ninefold.Metrics;

            namespace {{names.Name}};

            /// <summary>Step 2: what answers are judged by.</summary>
            internal static class {{names.Name}}Metrics
            {
                {{(names.Kind == TargetKind.Classes ? OfClasses(names) : OfScores(names))}}
            }

            """;

    private static string OfScores(AutoNames names)
    {
        var metric = $"Metric<{names.Name}Answer, {names.Outcome}>";
        var (right, doc) =
            names.Kind == TargetKind.Binary
                ? ("new Accuracy()", "The share of right answers, which a rollout compares.")
                : (
                    $"new ShareWithin({Code.Number(names.Result.Close)})",
                    "The share of answers as close as half of the heuristic's are, which a rollout compares."
                );
        return $$"""
            /// <summary>{{doc}}</summary>
                public static readonly {{metric}} Right = Of({{right}});

                /// <summary>All of them; the first is the one that counts.</summary>
                public static readonly IReadOnlyList<{{metric}}> All =
                [
                    {{Code.Lines(8, Metrics(names).Select(m => $"Of(new {m}()),"))}}
                    Right,
                ];

                private static {{metric}} Of(Metric<double, double> metric) =>
                    metric.Of<{{names.Name}}Answer, {{names.Outcome}}>({{(
                names.Kind == TargetKind.Binary ? "a => a.Probability, o => o ? 1 : 0" : "a => a.Value, o => o"
            )}});
            """;
    }

    private static IEnumerable<string> Metrics(AutoNames names) =>
        names.Kind switch
        {
            TargetKind.Binary when AutoMetric.HasRarePositives(names.Plan.Target) =>
            [
                "AveragePrecision",
                "RocAuc",
                "LogLoss",
            ],
            TargetKind.Binary => ["RocAuc", "AveragePrecision", "LogLoss"],
            TargetKind.Amount => ["RootMeanSquaredLogError", "MeanAbsoluteError"],
            _ => ["RootMeanSquaredError", "MeanAbsoluteError", "RSquared"],
        };

    private static string OfClasses(AutoNames names)
    {
        var metric = $"Metric<{names.Name}Answer, string>";
        var isRare = AutoMetric.HasRareClass(names.Plan.Target);
        return $$"""
            /// <summary>The share of right answers, which a rollout compares.</summary>
                public static readonly {{metric}} Right = new TopKAccuracy(1).Of<{{names.Name}}Answer, string>(
                    a => [.. {{names.Name}}Data.Classes.Select(c => a.Probabilities[c])],
                    o => Array.IndexOf({{names.Name}}Data.Classes, o)
                );

                /// <summary>F1, in which every class counts the same.</summary>
                public static readonly {{metric}} F1 = new LabelFBeta(Averaging.Macro)
                    .OverClasses()
                    .Of<{{names.Name}}Answer, string>(a => a.Class, o => o);

                /// <summary>The same of what the ladder judges.</summary>
                public static readonly Metric<IReadOnlyList<double>, int> F1OfProbabilities = new LabelFBeta(Averaging.Macro)
                    .OverClasses()
                    .Of<IReadOnlyList<double>, int>({{names.Name}}Data.MostProbable, k => {{names.Name}}Data.Classes[k]);

                /// <summary>All of them; the first is the one that counts.</summary>
                public static readonly IReadOnlyList<{{metric}}> All = [{{(isRare ? "F1, Right" : "Right, F1")}}];
            """;
    }

    /// <summary>The name of the metric that counts.</summary>
    public static string FlowName(AutoNames names) => names.Result.Test[0].Metric;
}
