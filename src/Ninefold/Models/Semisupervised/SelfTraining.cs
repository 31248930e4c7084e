using Ninefold.Models.Tabular;

namespace Ninefold.Models.Semisupervised;

/// <summary>Few rows with labels, and many without.</summary>
/// <param name="Labelled">Labels are 0 or 1.</param>
/// <param name="Unlabelled">Of the same columns; their labels are not read.</param>
public sealed record PartlyLabelled(TabularData Labelled, LabelledRows Unlabelled);

/// <summary>
/// Self-training (Yarowsky, 1995): a model labels the rows that it is sure of and is trained again with them, until it is
/// sure of no more. It helps where the model is right when it is sure, and else repeats its own errors: judge it beside
/// the inner trainer alone.
/// </summary>
/// <param name="Inner">Its scores must be probabilities of label 1.</param>
/// <param name="Confidence">A row gets the label that has at least this probability; above 0.5, at most 1.</param>
/// <param name="Rounds">At most so many times rows are labelled, at least 1.</param>
public sealed record SelfTraining(ITabularTrainer Inner, double Confidence = .95, int Rounds = 10)
    : ITrainer<PartlyLabelled, ITabularModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Confidence is > .5 and <= 1 && Rounds >= 1
            ? $"self-trained-{Inner.Name}"
            : throw new ArgumentException(
                $"SelfTraining: Confidence must be above 0.5 and at most 1, got {Confidence}; Rounds must be at least 1, got {Rounds}."
            );

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The columns differ, or a score is no probability.</exception>
    public ITabularModel Fit(PartlyLabelled data, TrainingContext context)
    {
        var (train, rest) = (data.Labelled.Train, data.Unlabelled);
        if (train.Schema.Fingerprint != rest.Schema.Fingerprint)
            throw new ArgumentException(
                $"The rows without labels must have the columns [{string.Join(", ", train.Schema.Names)}], "
                    + $"got [{string.Join(", ", rest.Schema.Names)}]."
            );
        var model = context.Fit(Inner, data.Labelled);
        for (var round = 0; round < Rounds && rest.Count > 0; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var scores = new double[rest.Count];
            model.Score(rest.Values, scores);
            if (Array.FindIndex(scores, p => p is not (>= 0 and <= 1)) is >= 0 and var row)
                throw new ArgumentException(
                    $"Self-training needs probabilities, but '{Inner.Name}' scores the row {row} with {scores[row]}."
                );
            int[] sure =
            [
                .. Enumerable.Range(0, rest.Count).Where(i => Math.Max(scores[i], 1 - scores[i]) >= Confidence),
            ];
            if (sure.Length == 0)
                break;
            var labelled = rest.Take(sure) with { Labels = [.. sure.Select(i => scores[i] > .5 ? 1f : 0)] };
            train = train.Append(labelled);
            rest = rest.Take([.. Enumerable.Range(0, rest.Count).Except(sure)]);
            model = context.Fit(Inner, data.Labelled with { Train = train });
        }
        return model;
    }
}
