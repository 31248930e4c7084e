using System.Diagnostics;
using Ninefold.Bench.Tables;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Tasks;
using Ninefold.Torch.Training;

namespace Ninefold.Bench.NeuralTables;

/// <summary>Minutes of a delivery and whether it is late: each task alone, beside both in one network.</summary>
internal static class Several
{
    private const int Folds = 3;
    private static readonly TaskHead Minutes = new("minutes", Loss.Squared);
    private static readonly TaskHead Late = new("late");

    /// <param name="minutes">Deliveries.</param>
    /// <param name="late">The same, labelled by whether they are late.</param>
    /// <param name="known">Of how many rows one knows whether it was late.</param>
    public static IEnumerable<Way> Run(RealTable minutes, LabelledRows late, int known)
    {
        var plan = Networks.Plan;
        (string Name, TaskHead[] Heads, Func<TaskHead[], ITrainer<TaskData, OnnxTaskModel>> Trainer)[] ways =
        [
            ("minutes alone", [Minutes], heads => new SharedBottom(heads) { Training = plan }),
            ("late alone", [Late], heads => new SharedBottom(heads) { Training = plan }),
            ("both, shared bottom", [Minutes, Late], heads => new SharedBottom(heads) { Training = plan }),
            ("both, mixture of experts", [Minutes, Late], heads => new MixtureOfExperts(heads) { Training = plan }),
        ];
        var part = known == 1 ? "tasks" : $"tasks, late known of 1 in {known}";
        foreach (var (name, heads, trainer) in ways)
        {
            var clock = Stopwatch.StartNew();
            var values = new Dictionary<string, double>();
            foreach (var fold in minutes.Folds.Take(Folds))
            {
                var model = trainer(heads)
                    .Fit(new(Rows(fold.Inner[0].Train, known), Rows(fold.Inner[0].Test, 1)), new(Seed: 1));
                var test = minutes.Rows.Take(fold.Outer.Test);
                var answers = new double[test.Count * heads.Length];
                model.Answer(test.Values, answers);
                foreach (var (at, head) in heads.Index())
                {
                    var isMinutes = head == Minutes;
                    var measure = isMinutes ? Measure.Quantities[0] : Measure.Order[0];
                    var labels = (isMinutes ? minutes.Rows : late).Take(fold.Outer.Test).Labels;
                    var value = measure.Value(
                        [.. labels.Select((_, i) => new[] { answers[i * heads.Length + at] })],
                        labels
                    );
                    values[measure.Name] = values.GetValueOrDefault(measure.Name) + value / Folds;
                }
            }
            yield return new(part, minutes.Name, name, values, clock.Elapsed.TotalSeconds);

            TaskRows Rows(IReadOnlyList<int> taken, int every)
            {
                var rows = minutes.Rows.Take(taken);
                float[] lateness =
                [
                    .. late.Take(taken).Labels.Select((label, i) => i % every == 0 ? label : float.NaN),
                ];
                return new(
                    rows.Schema,
                    rows.Values,
                    [.. heads.Select(head => head == Minutes ? rows.Labels : lateness)]
                );
            }
        }
    }
}
