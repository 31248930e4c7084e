using System.Diagnostics;
using Ninefold.Bench.Tables;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;

namespace Ninefold.Bench.NeuralTables;

/// <summary>A network of the nights in two boroughs, taken over for a third of which few rows are known.</summary>
internal static class Moved
{
    private const int Draws = 5;

    /// <param name="all">Nights with a column of 0 and 1 a borough.</param>
    /// <param name="few">How many rows are known of the new borough.</param>
    public static IEnumerable<Way> Run(LabelledRows all, int few)
    {
        var (source, target) = (all.Take(In("Manhattan", "Brooklyn")), all.Take(In("Queens")));
        var start = new MultilayerPerceptron(Loss.Squared) { Training = Networks.Plan };
        var earlier = start.Fit(
            new(source.Take(Part(source, i => i % 5 != 0)), source.Take(Part(source, i => i % 5 == 0))),
            new(1)
        );
        var layers = Transfer.Layers(earlier.Network);
        // Few rows: small steps, and all of them.
        var tune = start with
        {
            Training = Networks.Plan with { BatchSize = 16, LearningRate = 3e-4 },
        };
        var moved = new Transfer(earlier.Network);
        var trees = new BoostedTrees { Objective = TreeObjective.Regression };
        (string Name, Func<TabularData, ITabularModel> Fit)[] ways =
        [
            ("anew", data => start.Fit(data, new(1))),
            ("as it was", _ => earlier),
            ("warm start", data => With(moved).Fit(data, new(1))),
            (
                "all but the last layer frozen",
                data => With(moved with { Frozen = [.. layers.SkipLast(1)] }).Fit(data, new(1))
            ),
            (
                "the last layer fresh, the others frozen",
                data => With(moved with { Frozen = [.. layers.SkipLast(1)], Fresh = [layers[^1]] }).Fit(data, new(1))
            ),
            ("boosted trees, anew", data => trees.Fit(data, new(1))),
            (
                "boosted trees of all boroughs",
                data => trees.Fit(data with { Train = source.Append(data.Train) }, new(1))
            ),
        ];
        foreach (var (name, fit) in ways)
        {
            var (clock, sum) = (Stopwatch.StartNew(), 0.0);
            for (var draw = 0; draw < Draws; draw++)
            {
                int[] order = [.. Enumerable.Range(0, target.Count)];
                new Random(draw).Shuffle(order);
                var (known, test) = (order[..few], target.Take([.. order[few..].Order()]));
                var cut = few * 3 / 4;
                var model = fit(new(target.Take([.. known[..cut].Order()]), target.Take([.. known[cut..].Order()])));
                var scores = new double[test.Count];
                model.Score(test.Values, scores);
                sum += Measure.Quantities[0].Value([.. scores.Select(s => new[] { s })], test.Labels);
            }
            yield return new(
                $"transfer to {few} rows",
                "airbnb-nyc-2019",
                name,
                new Dictionary<string, double> { ["rmse"] = sum / Draws },
                clock.Elapsed.TotalSeconds
            );
        }

        MultilayerPerceptron With(Transfer transfer) =>
            tune with
            {
                Training = tune.Training with { Transfer = transfer },
            };

        int[] In(params string[] boroughs)
        {
            int[] columns = [.. boroughs.Select(b => all.Schema.Names.ToList().IndexOf($"4={b}"))];
            return Part(all, row => columns.Any(column => all.Row(row)[column] == 1));
        }

        static int[] Part(LabelledRows rows, Func<int, bool> taken) =>
            [.. Enumerable.Range(0, rows.Count).Where(taken)];
    }
}
