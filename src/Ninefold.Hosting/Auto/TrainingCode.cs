using Ninefold.Models.Auto;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Hosting.Auto;

/// <summary>Writes the ladder, with the parameters that were found.</summary>
internal static class TrainingCode
{
    public static string Of(AutoNames names) =>
        $$"""
            {{Code.Lines(0, Usings(names).Select(u => $"using {u};"))}}

            namespace {{names.Name}};

            /// <summary>Step 6: from the heuristic upwards, each rung taken only where it is better by more than the noise.</summary>
            internal static class {{names.Name}}Training
            {
                public static {{names.Name}}System.Parts Train(Past<{{names.Name}}Request, {{names.Outcome}}> past, Run run)
                {
                    {{Code.Lines(8, Shared(names))}}
                    return new(
                        run.Climb(
                            "{{names.Id}}",
                            {{names.Name}}Features.Request,
                            Rows(past.Train),
                            Rows(past.Validation),
                            {{Metric(names)}},
                            {{string.Join(
                ",\n" + new string(' ', 16),
                names.Result.Rungs.Select(r => Trainer(r.Trainer, names))
            )}}
                        )
                    );
                }

                private static FeatureTable Rows(IReadOnlyList<Case<{{names.Name}}Request, {{names.Outcome}}>> cases) =>
                    {{names.Name}}Features.Request.Table(
                        [.. cases.Select(c => c.Request)],
                        [.. cases.Select(c => {{Label(names)}})]{{(
                IsGrouped(names) ? ",\n            Groups(cases)" : ""
            )}}
                    );{{(IsGrouped(names) ? Groups(names) : "")}}
            }

            """;

    private static bool IsGrouped(AutoNames names) => names.Plan.Split.Kind == SplitKind.Group;

    private static IEnumerable<string> Usings(AutoNames names)
    {
        var trainers = names.Result.Rungs.Select(r => r.Trainer).ToList();
        var used = trainers.OfType<AveragedTrainers>().SelectMany(a => a.Members).Concat(trainers);
        return used.Select(t => t.GetType().Namespace!)
            .Concat(["Ninefold.Data", "Ninefold.Features", "Ninefold.Metrics", "Ninefold.Models.Runs"])
            .Distinct()
            .Order(StringComparer.Ordinal);
    }

    /// <summary>The trainers that stand in the ladder twice, alone and in an ensemble.</summary>
    private static IEnumerable<string> Shared(AutoNames names) =>
        names.Result.Rungs.Any(r => r.Trainer is AveragedTrainers)
            ? names
                .Result.Rungs.Select(r => r.Trainer)
                .Where(t => t is BoostedTrees or MulticlassTrees)
                .Select(t => $"var trees = {New(t)};")
            : [];

    private static string Trainer(ITabularTrainer trainer, AutoNames names) =>
        trainer is AveragedTrainers averaged
            ? $"new AveragedTrainers({string.Join(", ", averaged.Members.Select(m => Trainer(m, names)))})"
        : trainer is BoostedTrees or MulticlassTrees && Shared(names).Any() ? "trees"
        : New(trainer);

    private static string New(ITabularTrainer trainer) =>
        trainer switch
        {
            BoostedTrees trees => With("BoostedTrees", Shape(trees)),
            MulticlassTrees { Trees: var trees } => Shape(trees).ToList() is { Count: > 0 } shape
                ? $"new MulticlassTrees {{ Trees = {With("", shape)} }}"
                : "new MulticlassTrees()",
            RandomForest { Quantities: true } forest =>
                $"new RandomForest {{ Trees = {forest.Trees}, Quantities = true, ColumnShare = {Code.Number(forest.ColumnShare!.Value)} }}",
            RandomForest forest => $"new RandomForest {{ Trees = {forest.Trees} }}",
            DecisionTree { Quantities: true } => "new DecisionTree { Quantities = true }",
            LinearRegression linear => $"new LinearRegression(L2: {Code.Number(linear.L2)})",
            _ => $"new {trainer.GetType().Name}()",
        };

    private static string With(string type, IEnumerable<string> set) =>
        set.ToList() is { Count: > 0 } some
            ? Code.Wrapped(8, $"new{(type.Length > 0 ? $" {type}" : "()")} {{", some, "}")
            : $"new {type}()";

    /// <summary>What differs from the default.</summary>
    private static IEnumerable<string> Shape(BoostedTrees trees)
    {
        var usual = new BoostedTrees();
        if (trees.Objective != usual.Objective)
            yield return $"Objective = TreeObjective.{trees.Objective}";
        (string Name, double Value, double Usual)[] numbers =
        [
            ("Rounds", trees.Rounds, usual.Rounds),
            ("LearningRate", trees.LearningRate, usual.LearningRate),
            ("Leaves", trees.Leaves, usual.Leaves),
            ("MinLeafRows", trees.MinLeafRows, usual.MinLeafRows),
            ("ColumnShare", trees.ColumnShare, usual.ColumnShare),
            ("RowShare", trees.RowShare, usual.RowShare),
            ("L2", trees.L2, usual.L2),
        ];
        foreach (var (name, value, normally) in numbers)
            if (value != normally)
                yield return $"{name} = {Code.Number(value)}";
    }

    /// <summary>What the ladder is judged by; of an amount, on its logarithm.</summary>
    private static string Metric(AutoNames names) =>
        names.Kind switch
        {
            TargetKind.Binary => AutoMetric.HasRarePositives(names.Plan.Target)
                ? "new AveragePrecision()"
                : "new RocAuc()",
            TargetKind.Classes => AutoMetric.HasRareClass(names.Plan.Target)
                ? $"{names.Name}Metrics.F1OfProbabilities"
                : "new TopKAccuracy(1)",
            _ => "new RootMeanSquaredError()",
        };

    private static string Label(AutoNames names) =>
        names.Kind switch
        {
            TargetKind.Binary => "c.Outcome ? 1f : 0",
            TargetKind.Classes => $"(float)Array.IndexOf({names.Name}Data.Classes, c.Outcome)",
            TargetKind.Amount => "(float)double.LogP1(c.Outcome)",
            _ => "(float)c.Outcome",
        };

    private static string Groups(AutoNames names) =>
        $$"""


                /// <summary>Numbers the groups, whose cases stand side by side.</summary>
                private static int[] Groups(IReadOnlyList<Case<{{names.Name}}Request, {{names.Outcome}}>> cases)
                {
                    var groups = new int[cases.Count];
                    for (var i = 1; i < groups.Length; i++)
                        groups[i] = groups[i - 1] + (cases[i].Group == cases[i - 1].Group ? 0 : 1);
                    return groups;
                }
            """;
}
