using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Ensembles;

/// <summary>
/// Bagging (Breiman, 1996): the mean of models of one trainer, each fitted on as many groups as there are, drawn with
/// replacement. Steadies a model that small changes of its rows change much.
/// </summary>
/// <param name="Member">Trains each model, with a seed of its own.</param>
/// <param name="Models">How many, at least 2.</param>
public sealed record BaggedTrainer(ITabularTrainer Member, int Models = 10) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } = Parameters.Check("bagged", Parameters.AtLeast(Models, 2)) + $"-{Member.Name}";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        data.Train.Check("training");
        var random = new Random(context.Seed);
        var models = new ITabularModel[Models];
        for (var model = 0; model < Models; model++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var drawn = new int[data.Train.Groups[^1] + 1];
            for (var i = 0; i < drawn.Length; i++)
                drawn[random.Next(drawn.Length)]++;
            int[] rows =
            [
                .. Enumerable
                    .Range(0, data.Train.Count)
                    .SelectMany(row => Enumerable.Repeat(row, drawn[data.Train.Groups[row]])),
            ];
            models[model] = Member.Fit(
                data with
                {
                    Train = data.Train.Take(rows),
                },
                context with
                {
                    Seed = random.Next(),
                    Progress = null,
                }
            );
            context.Progress?.Report((model + 1.0) / Models);
        }
        return new AveragedModel(models);
    }
}
