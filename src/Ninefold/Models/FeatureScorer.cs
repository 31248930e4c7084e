using System.Buffers;
using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Models;

/// <summary>A tabular model with the encoders fitted for it: scores the items of a feature set.</summary>
/// <param name="Features">The encoders, fitted on the training part.</param>
/// <param name="Model">Scores encoded rows.</param>
public sealed record FeatureScorer(FittedFeatures Features, ITabularModel Model) : ICostedModel
{
    [JsonIgnore]
    private object? bound;

    /// <summary>That of the model for one item; null where it does not know.</summary>
    public ModelCost? Cost() => (Model as ICostedModel)?.Cost();

    /// <summary>Scores items with features defined once; allocates nothing but the first time.</summary>
    /// <param name="call">Whose monitors see the vectors; null where no answer depends on them.</param>
    /// <exception cref="InvalidOperationException">The set is not the one that the model was trained with.</exception>
    internal void Score<T>(FeatureSet<T> set, ReadOnlySpan<T> items, Span<double> scores, Call? call)
    {
        var encoder = Encoder(set);
        var width = Model.Width;
        var rows = ArrayPool<float>.Shared.Rent(items.Length * width);
        try
        {
            for (var i = 0; i < items.Length; i++)
                encoder.Encode(items[i], rows.AsSpan(i * width, width));
            call?.Saw(encoder.Schema, rows.AsSpan(0, items.Length * width));
            Model.Score(rows.AsSpan(0, items.Length * width), scores);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rows);
        }
    }

    /// <summary>The probability of each class for an item.</summary>
    /// <exception cref="InvalidOperationException">The model is not one of classes, or the set is not the one it was trained with.</exception>
    internal double[] Probabilities<T>(FeatureSet<T> set, T item, Call call)
    {
        if (Model is not IClassModel classes)
            throw new InvalidOperationException(
                $"Probabilities of classes need a model of classes, but {Model.GetType().Name} is none."
            );
        var encoder = Encoder(set);
        var row = new float[Model.Width];
        encoder.Encode(item, row);
        call.Saw(encoder.Schema, row);
        var probabilities = new double[classes.Classes];
        classes.Probabilities(row, probabilities);
        return probabilities;
    }

    /// <summary>Scores items whose vectors are ready; NaN for those that have none.</summary>
    /// <exception cref="InvalidOperationException">They were prepared for another model.</exception>
    internal void Score(PreparedVectors prepared, ReadOnlySpan<string> ids, Span<double> scores, Call call)
    {
        prepared.Require(Features);
        var (width, count) = (Model.Width, 0);
        var rows = ArrayPool<float>.Shared.Rent(ids.Length * width);
        var places = ArrayPool<int>.Shared.Rent(ids.Length);
        try
        {
            scores.Fill(double.NaN);
            for (var i = 0; i < ids.Length; i++)
            {
                var row = prepared.Find(ids[i]);
                if (row.IsEmpty)
                    continue;
                row.CopyTo(rows.AsSpan(count * width));
                places[count++] = i;
            }
            call.Saw(Features.Schema, rows.AsSpan(0, count * width));
            Model.Score(rows.AsSpan(0, count * width), scores[..count]);
            for (var i = count - 1; i >= 0 && places[i] > i; i--)
                (scores[places[i]], scores[i]) = (scores[i], double.NaN);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(places);
            ArrayPool<float>.Shared.Return(rows);
        }
    }

    /// <summary>The columns that moved an item's score most.</summary>
    /// <exception cref="InvalidOperationException">The set is not the one that the model was trained with.</exception>
    internal IReadOnlyList<Contribution> TopContributions<T>(FeatureSet<T> set, T item, int count)
    {
        var encoder = Encoder(set);
        var row = new float[Model.Width];
        encoder.Encode(item, row);
        return Model.TopContributions(encoder.Schema, row, count);
    }

    // A race binds twice, to the same.
    private FeatureEncoder<T> Encoder<T>(FeatureSet<T> set)
    {
        var encoder = bound as FeatureEncoder<T> ?? set.Bind(Features);
        bound = encoder;
        return encoder;
    }
}

/// <summary>Scoring within a call.</summary>
public static class CallScoring
{
    /// <summary>Scores items with the feature set that the learned part was trained with, which it knows by name.</summary>
    public static double[] Score<T>(this Call call, Learned<FeatureScorer> learned, ReadOnlySpan<T> items)
    {
        var scores = new double[items.Length];
        learned.Model.Score(call.Features<T>(learned.Model.Features.Set), items, scores, call);
        return scores;
    }

    /// <summary>The probability of each class for an item, by a learned part of several classes.</summary>
    /// <exception cref="InvalidOperationException">The learned part is not one of classes.</exception>
    public static double[] Probabilities<T>(this Call call, Learned<FeatureScorer> learned, T item) =>
        learned.Model.Probabilities(call.Features<T>(learned.Model.Features.Set), item, call);

    /// <summary>Scores items whose whole feature vectors were prepared, without reading or encoding any feature.</summary>
    /// <param name="call">The call.</param>
    /// <param name="learned">Scores them.</param>
    /// <param name="prepared">The vectors, prepared with the learned part's encoders.</param>
    /// <param name="ids">Whose scores are wanted.</param>
    /// <returns>One an id, in order; NaN for one that has no vector.</returns>
    /// <exception cref="InvalidOperationException">The vectors were prepared for another model.</exception>
    public static double[] Score(
        this Call call,
        Learned<FeatureScorer> learned,
        PreparedVectors prepared,
        ReadOnlySpan<string> ids
    )
    {
        var scores = new double[ids.Length];
        learned.Model.Score(prepared, ids, scores, call);
        return scores;
    }

    /// <summary>The reasons of an item's score: the columns that moved it most, either way, the largest first.</summary>
    /// <param name="call">The call.</param>
    /// <param name="learned">Scores the item; none are told where its model cannot be explained.</param>
    /// <param name="item">The item.</param>
    /// <param name="count">At most so many, at least 1.</param>
    public static IReadOnlyList<Contribution> TopContributions<T>(
        this Call call,
        Learned<FeatureScorer> learned,
        T item,
        int count
    ) => learned.Model.TopContributions(call.Features<T>(learned.Model.Features.Set), item, count);
}
