using Ninefold.Models;
using Ninefold.Models.Online;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.Tables;

/// <summary>
/// Trains a model of sparse examples: a column is a place, a quantity is in standard deviations from its mean, and what is 0
/// or missing is left out.
/// </summary>
/// <param name="Name">The trainer's.</param>
/// <param name="Trainer">By the first places of the fields.</param>
internal sealed record OnPlaces(string Name, Func<int[], ITrainer<SparseExamples, IOnlineModel>> Trainer)
    : ITabularTrainer
{
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        var train = data.Train;
        var width = train.Schema.Width;
        var (means, deviations) = (new double[width], Enumerable.Repeat(1.0, width).ToArray());
        foreach (var column in Enumerable.Range(0, width).Where(c => !train.Schema.Names[c].Contains('=')))
        {
            double[] known =
            [
                .. Enumerable.Range(0, train.Count).Select(r => (double)train.Row(r)[column]).Where(double.IsFinite),
            ];
            means[column] = known.Average();
            var variance = known.Average(v => (v - means[column]) * (v - means[column]));
            deviations[column] = variance > 0 ? Math.Sqrt(variance) : 1;
        }
        var (offsets, places, values) = (new List<int> { 0 }, new List<int>(), new List<float>());
        var model = new Model(means, deviations, null!);
        for (var row = 0; row < train.Count; row++)
        {
            var (at, of) = model.Example(train.Row(row));
            places.AddRange(at);
            values.AddRange(of);
            offsets.Add(places.Count);
        }
        var examples = new SparseExamples(width, [.. offsets], [.. places], [.. values], train.Labels);
        var fields = train.Schema.Names.Select(name => name.Split('=')[0]).ToList();
        int[] starts = [.. Enumerable.Range(0, width).Where(c => c == 0 || fields[c] != fields[c - 1])];
        return model with { Online = Trainer(starts).Fit(examples, context) };
    }

    private sealed record Model(double[] Means, double[] Deviations, IOnlineModel Online) : ITabularModel
    {
        public int Width => Means.Length;

        public (int[] Places, float[] Values) Example(ReadOnlySpan<float> row)
        {
            var (places, values) = (new List<int>(), new List<float>());
            for (var column = 0; column < row.Length; column++)
                if (
                    (float)((row[column] - Means[column]) / Deviations[column]) is var value
                    && !float.IsNaN(value)
                    && value != 0
                )
                {
                    places.Add(column);
                    values.Add(value);
                }
            return ([.. places], [.. values]);
        }

        public void Score(ReadOnlySpan<float> rows, Span<double> scores)
        {
            for (var row = 0; row < scores.Length; row++)
            {
                var (places, values) = Example(rows.Slice(row * Width, Width));
                scores[row] = Online.Predict(places, values);
            }
        }
    }
}
