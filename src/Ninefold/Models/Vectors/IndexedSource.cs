using System.Globalization;
using System.Text.Json.Serialization;
using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Models.Runs;
using Ninefold.Serving;

namespace Ninefold.Models.Vectors;

/// <summary>
/// A model of vectors whose items are searched through a vector index. A <see cref="VectorIndexTuner"/> picks the kind of the
/// index and its parameters on the vectors of what users asked for, and the run keeps why.
/// </summary>
/// <param name="Model">Trains the vectors; the source has its name.</param>
/// <param name="Recall">The share of the best items that a search must find, above 0 and at most 1.</param>
/// <param name="Microseconds">
/// How fast a search is fast enough, at least 0: within that the simplest index is taken, and so on a small catalogue
/// the exact one, whatever the clock says.
/// </param>
/// <param name="Each">How many items a search wants, at least 1.</param>
public sealed record IndexedSource(
    ITrainer<Interactions, IVectorModel> Model,
    double Recall = .99,
    double Microseconds = 5000,
    int Each = 150
) : ITrainer<Interactions, IndexedSourceModel>
{
    private const int MostQueries = 100;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            Model.Name,
            Parameters.Above(Recall, 0),
            Recall <= 1 ? null : $"Recall must be at most 1, got {Recall}",
            Parameters.AtLeast(Microseconds, 0),
            Parameters.AtLeast(Each, 1)
        );

    /// <summary>Times the searches; the system's clock by default.</summary>
    [JsonIgnore]
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public IndexedSourceModel Fit(Interactions data, TrainingContext context)
    {
        var model = context.Fit(Model, data);
        var queries = Queries(data, model);
        if (queries.Length < 2 * model.Dimensions) // nothing to choose by
            return new(model, new(new ExactIndex(model.ItemVectors, model.Dimensions)));
        var tuned = new VectorIndexTuner(Recall, Each: Each, Seed: context.Seed) { FastEnough = Microseconds }.Tune(
            model.ItemVectors,
            model.Dimensions,
            queries,
            Time
        );
        context.Tell(
            new KnobSearchReport(
                Name,
                "µs a search",
                [.. tuned.Trials.Select(Trial)],
                tuned.Trials.ToList().IndexOf(tuned.Chosen)
            )
            {
                Why = $"the index: {tuned.Reason}",
            }
        );
        return new(model, new(tuned.Index));
    }

    /// <summary>The vectors of users after all they did, evenly spread over the users.</summary>
    private static float[] Queries(Interactions data, IVectorModel model)
    {
        var queries = new List<float>();
        var vector = new float[model.Dimensions];
        var stride = Math.Max(1, data.Users / MostQueries);
        for (var user = 0; user < data.Users; user += stride)
            if (
                data.Of(user) is [.., var last]
                && model.TryVector(new(user, data.Memory(user), last.At + 1, 1), vector)
            )
                queries.AddRange(vector);
        return [.. queries];
    }

    private static KnobTrial Trial(VectorIndexTrial trial) =>
        new(
            new Dictionary<string, string>
            {
                ["index"] = trial.Name,
                ["width"] = trial.Width.ToString(CultureInfo.InvariantCulture),
                ["recall"] = trial.Recall.ToString("F3", CultureInfo.InvariantCulture),
                ["bytes a vector"] = trial.BytesPerVector.ToString("F0", CultureInfo.InvariantCulture),
            },
            trial.Microseconds,
            0
        );
}
