using System.Buffers;
using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;

namespace Ninefold.Models;

/// <summary>A tabular model with the encoders fitted for it: scores the items of a feature set.</summary>
/// <param name="Features">The encoders, fitted on the training part.</param>
/// <param name="Model">Scores encoded rows.</param>
public sealed record FeatureScorer(FittedFeatures Features, ITabularModel Model)
{
    [JsonIgnore]
    private object? bound;

    /// <summary>Scores items with features defined once; allocates nothing but the first time.</summary>
    /// <exception cref="InvalidOperationException">The set is not the one that the model was trained with.</exception>
    internal void Score<T>(FeatureSet<T> set, ReadOnlySpan<T> items, Span<double> scores, Call call)
    {
        var encoder = Encoder(set);
        var width = Model.Width;
        var rows = ArrayPool<float>.Shared.Rent(items.Length * width);
        try
        {
            for (var i = 0; i < items.Length; i++)
                encoder.Encode(items[i], rows.AsSpan(i * width, width));
            call.Saw(encoder.Schema, rows.AsSpan(0, items.Length * width));
            Model.Score(rows.AsSpan(0, items.Length * width), scores);
        }
        finally
        {
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
