using System.Runtime.InteropServices;
using Ninefold.Metrics;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>What a check of a training found.</summary>
/// <param name="Check">Its name.</param>
/// <param name="Passed">Whether all is as it should be.</param>
/// <param name="Value">The metric that was measured.</param>
/// <param name="Found">What was found, in words.</param>
public sealed record TrainingCheck(string Check, bool Passed, double Value, string Found);

/// <summary>
/// The two oldest ways to find out whether a training is broken: a model must be able to learn a few rows by heart, and
/// must learn nothing from labels that were shuffled.
/// </summary>
/// <param name="Metric">What is measured.</param>
public sealed record TrainingChecks(Metric<double, double> Metric)
{
    private const int Shuffles = 10;
    private const double Errors = 3; // of the mean: by chance less than one time in a hundred

    /// <summary>
    /// Fits on a few rows and asks about the same. A model that cannot learn them by heart is held back (by penalties, by
    /// the rows a leaf must hold) or its training, its features or its labels are broken.
    /// </summary>
    /// <param name="trainer">Is checked; give it the parameters that let it be as complex as it can.</param>
    /// <param name="rows">The batch is drawn from these.</param>
    /// <param name="batch">How many rows, at least 2; both labels are among them where there are two.</param>
    /// <param name="reach">The metric's value that counts as by heart.</param>
    /// <param name="context">The seed, threads and cancellation.</param>
    public TrainingCheck OverfitOneBatch(
        ITabularTrainer trainer,
        LabelledRows rows,
        int batch,
        double reach,
        TrainingContext context
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 2);
        rows.Check("training");
        var shuffled = Enumerable.Range(0, rows.Count).ToArray();
        new Random(context.Seed).Shuffle(shuffled);
        // By turns one row of each label, and so both are there.
        var drawn = shuffled
            .GroupBy(row => rows.Labels[row])
            .SelectMany(label => label.Select((row, turn) => (row, turn)))
            .OrderBy(r => r.turn)
            .Take(batch)
            .Select(r => r.row)
            .Order()
            .ToList();
        var taken = rows.Take(drawn);
        var value = Judge(trainer.Fit(new(taken, taken), context), taken, taken.Labels);
        var passed = Metric.HigherIsBetter ? value >= reach : value <= reach;
        return new(
            "overfit one batch",
            passed,
            value,
            passed
                ? $"{trainer.Name} learns {taken.Count} rows by heart: {Metric.Name} {value:0.0000}"
                : $"{trainer.Name} does not learn {taken.Count} rows by heart: {Metric.Name} {value:0.0000} rather than {reach}; it is held back, or broken"
        );
    }

    /// <summary>
    /// Shuffles the labels of both parts together, rows of equal values alike, fits on the one and asks about the other: there is
    /// nothing to be learned. Where shuffled labels are known better than by chance over ten shuffles, rows stand in both
    /// parts, or the trainer reads what it is not to read. A column made from the label is not found this way.
    /// </summary>
    /// <param name="trainer">Is checked.</param>
    /// <param name="data">The parts; half of the validation part's groups serve to stop early, the other half to ask.</param>
    /// <param name="context">The seed, threads, progress and cancellation.</param>
    /// <exception cref="ArgumentException">The validation part has fewer than two groups.</exception>
    public TrainingCheck ShuffledLabels(ITabularTrainer trainer, TabularData data, TrainingContext context)
    {
        data.Train.Check("training");
        data.Validation.Check("validation");
        if (data.Validation.Groups[^1] == 0)
            throw new ArgumentException("Half of the validation groups are asked: at least two are needed, got 1.");
        var random = new Random(context.Seed);
        var (values, gains) = (new double[Shuffles], new double[Shuffles]);
        for (var i = 0; i < Shuffles; i++)
        {
            var (train, validation) = Shuffled(data, random);
            var asked = validation.OfGroups(group => group % 2 == 1);
            var stopping = validation.OfGroups(group => group % 2 == 0);
            var model = trainer.Fit(new(train, stopping), context with { Progress = null });
            float[] chance = [.. asked.Labels];
            random.Shuffle(chance);
            values[i] = Judge(model, asked, asked.Labels);
            gains[i] = (Metric.HigherIsBetter ? 1 : -1) * (values[i] - Judge(model, asked, chance));
            context.Progress?.Report((i + 1.0) / Shuffles);
        }
        var (gain, value) = (gains.Average(), values.Average());
        var error = Math.Sqrt(gains.Sum(g => (g - gain) * (g - gain)) / (Shuffles - 1) / Shuffles);
        var passed = gain <= Errors * error;
        return new(
            "shuffled labels",
            passed,
            value,
            passed
                ? $"{trainer.Name} knows shuffled labels no better than chance: {Metric.Name} {value:0.0000} over {Shuffles} shuffles"
                : $"{trainer.Name} knows shuffled labels: {Metric.Name} {value:0.0000} over {Shuffles} shuffles, {gain:0.0000} ± {error:0.0000} better than chance; look for rows that stand in both parts"
        );
    }

    private static (LabelledRows Train, LabelledRows Validation) Shuffled(TabularData data, Random random)
    {
        string[] keys = [.. Keys(data.Train), .. Keys(data.Validation)];
        float[] labels = [.. data.Train.Labels, .. data.Validation.Labels];
        var distinct = keys.Zip(labels).DistinctBy(k => k.First).ToList();
        float[] shuffled = [.. distinct.Select(k => k.Second)];
        random.Shuffle(shuffled);
        var of = distinct.Select(k => k.First).Zip(shuffled).ToDictionary(k => k.First, k => k.Second);
        float[] given = [.. keys.Select(key => of[key])];
        return (
            data.Train with
            {
                Labels = given[..data.Train.Count],
            },
            data.Validation with
            {
                Labels = given[data.Train.Count..],
            }
        );

        static IEnumerable<string> Keys(LabelledRows rows) =>
            Enumerable.Range(0, rows.Count).Select(row => Convert.ToHexString(MemoryMarshal.AsBytes(rows.Row(row))));
    }

    private double Judge(ITabularModel model, LabelledRows rows, float[] labels)
    {
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        return Metric.Compute([
            .. scores.Select((score, i) => new Judged<double, double>(score, labels[i], $"{rows.Groups[i]}")),
        ]);
    }
}
