using System.Diagnostics;
using Ninefold.Bench.Tables;
using Ninefold.Metrics;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;

namespace Ninefold.Bench.NeuralTables;

/// <summary>A way to train and what came of it.</summary>
/// <param name="Part">What is varied.</param>
/// <param name="Table">The table.</param>
/// <param name="Name">How it is set.</param>
/// <param name="Values">Metrics by name, means over the folds.</param>
/// <param name="Seconds">Of all trainings.</param>
internal sealed record Way(
    string Part,
    string Table,
    string Name,
    IReadOnlyDictionary<string, double> Values,
    double Seconds
)
{
    /// <summary>A row of a table in Markdown.</summary>
    public override string ToString() =>
        $"| {Part} | {Table} | {Name} | {string.Join(", ", Values.Select(v => $"{v.Key} {v.Value:0.0000}"))} | {Seconds:0.0} s |";
}

/// <summary>What training can be told, by name, with one perceptron.</summary>
internal static class Knobs
{
    private const int Folds = 3;

    /// <summary>Optimisers each at a rate that suits it, schedules, clipping, and bfloat16 with wider layers.</summary>
    public static IEnumerable<Way> OfTraining(RealTable table)
    {
        var plan = Networks.Plan;
        var mlp = new MultilayerPerceptron(Loss.Squared);
        Measure[] measures = [.. Measure.Quantities];
        (string Part, string Name, NeuralTraining Plan)[] plans =
        [
            (
                "optimiser",
                "SGD with momentum .9",
                plan with
                {
                    Optimizer = Optimizer.Sgd,
                    LearningRate = .02,
                    Momentum = .9,
                }
            ),
            ("optimiser", "AdaGrad", plan with { Optimizer = Optimizer.AdaGrad, LearningRate = .02 }),
            ("optimiser", "RMSProp", plan with { Optimizer = Optimizer.RmsProp }),
            ("optimiser", "Adam", plan with { Optimizer = Optimizer.Adam }),
            ("optimiser", "AdamW, decay .01", plan with { WeightDecay = .01 }),
            ("schedule", "constant, rate .01", plan with { LearningRate = .01 }),
            ("schedule", "linear, rate .01", plan with { LearningRate = .01, Schedule = Schedule.Linear }),
            ("schedule", "cosine, rate .01", plan with { LearningRate = .01, Schedule = Schedule.Cosine }),
            (
                "schedule",
                "cosine, warm-up 100, rate .01",
                plan with
                {
                    LearningRate = .01,
                    Schedule = Schedule.Cosine,
                    WarmUpSteps = 100,
                }
            ),
            ("schedule", "constant, clipped at 1, rate .01", plan with { LearningRate = .01, ClipNorm = 1 }),
        ];
        foreach (var (part, name, training) in plans)
            yield return Run(part, table, name, measures, mlp with { Training = training });
        foreach (var half in new[] { false, true })
            yield return Run(
                "precision",
                table,
                half ? "bfloat16" : "float32",
                measures,
                mlp with
                {
                    Hidden = [256, 128],
                    Training = plan with { Bfloat16 = half },
                }
            );
    }

    /// <summary>The losses for quantities, or those for two classes.</summary>
    public static IEnumerable<Way> OfLosses(RealTable table)
    {
        var quantity = table.Kind == LabelKind.Quantity;
        Loss[] losses = quantity
            ? [Loss.Squared, Loss.Absolute, Loss.Huber]
            : [Loss.BinaryCrossEntropy, Loss.Focal, Loss.LabelSmoothing, Loss.Hinge];
        foreach (var loss in losses)
        {
            Measure[] measures =
                quantity ? [.. Measure.Quantities, Measure.Of(new MeanAbsoluteError())]
                : loss == Loss.Hinge ? [.. Measure.Order]
                : [.. Measure.Probabilities, Measure.Of(new ExpectedCalibrationError(bins: 10))];
            yield return Run(
                "loss",
                table,
                $"{loss}",
                measures,
                new MultilayerPerceptron(loss) { Training = Networks.Plan }
            );
        }
    }

    private static Way Run(string part, RealTable table, string name, Measure[] measures, MultilayerPerceptron mlp)
    {
        var clock = Stopwatch.StartNew();
        var (scores, some) = (new double[table.Rows.Count][], table.Folds.Take(Folds).ToList());
        foreach (var fold in some)
        {
            var inner = fold.Inner[0];
            var model = mlp.Fit(new(table.Rows.Take(inner.Train), table.Rows.Take(inner.Test)), new(Seed: 1));
            var found = new double[fold.Outer.Test.Count];
            model.Score(table.Rows.Take(fold.Outer.Test).Values, found);
            foreach (var (row, score) in fold.Outer.Test.Zip(found))
                scores[row] = [score];
        }
        var values = measures.ToDictionary(
            m => m.Name,
            m =>
                some.Average(fold =>
                    m.Value(
                        [.. fold.Outer.Test.Select(row => scores[row])],
                        [.. fold.Outer.Test.Select(row => table.Rows.Labels[row])]
                    )
                )
        );
        return new(part, table.Name, name, values, clock.Elapsed.TotalSeconds);
    }
}
