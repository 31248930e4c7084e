using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>A row that a model was wrong about.</summary>
/// <param name="Row">Its number among the judged rows.</param>
/// <param name="Score">What the model said.</param>
/// <param name="Label">What was so.</param>
/// <param name="Neighbors">The training rows that are most like it, the nearest first.</param>
public sealed record ModelError(int Row, double Score, float Label, IReadOnlyList<TrainingNeighbor> Neighbors)
{
    /// <summary>
    /// The share of the neighbours whose label is nearer to the score than to the row's own label: near 1 where the training rows
    /// say what the model said, and the row or its label is odd; near 0 where they say otherwise, and the model is at fault.
    /// </summary>
    public double Agreeing =>
        Neighbors.Count == 0
            ? double.NaN
            : Neighbors.Average(n => Math.Abs(n.Label - Score) < Math.Abs(n.Label - Label) ? 1.0 : 0);
}

/// <summary>A training row near to another row.</summary>
/// <param name="Row">Its number among the training rows.</param>
/// <param name="Distance">Euclidean over standardised columns; a missing value is the column's mean, another code is 1 apart.</param>
/// <param name="Label">Its label.</param>
public sealed record TrainingNeighbor(int Row, double Distance, float Label);

/// <summary>The largest errors of a model with the training rows nearest to them: is it the model, the data, or a label?</summary>
/// <param name="Errors">How many errors, at least 1.</param>
/// <param name="Count">How many neighbours of each, at least 1.</param>
public sealed record ErrorNeighbors(int Errors = 10, int Count = 5)
{
    private readonly string name = Features.Parameters.Check(
        nameof(ErrorNeighbors),
        Features.Parameters.AtLeast(Errors, 1),
        Features.Parameters.AtLeast(Count, 1)
    );

    /// <summary>The rows whose score is farthest from the label, the worst first.</summary>
    /// <param name="model">Scores have the unit of the labels: probabilities, or quantities.</param>
    /// <param name="train">What it was fitted on.</param>
    /// <param name="judged">Rows that it was not fitted on, of the same columns.</param>
    /// <exception cref="ArgumentException">The columns differ, or the rows cannot be used.</exception>
    public IReadOnlyList<ModelError> Of(ITabularModel model, LabelledRows train, LabelledRows judged)
    {
        judged.Check("judged");
        if (judged.Schema.Fingerprint != train.Schema.Fingerprint)
            throw new ArgumentException("The training and judged rows must have the same columns.");
        var scores = new double[judged.Count];
        model.Score(judged.Values, scores);
        var worst = Enumerable
            .Range(0, judged.Count)
            .OrderByDescending(row => Math.Abs(scores[row] - judged.Labels[row]))
            .Take(Errors)
            .ToList();
        return
        [
            .. worst.Select(row => new ModelError(
                row,
                scores[row],
                judged.Labels[row],
                Nearest(train, judged.Row(row))
            )),
        ];
    }

    /// <summary>The training rows nearest to a row, the nearest first.</summary>
    public IReadOnlyList<TrainingNeighbor> Nearest(LabelledRows train, ReadOnlySpan<float> row)
    {
        train.Check("training");
        if (row.Length != train.Schema.Width)
            throw new ArgumentException($"A row of {train.Schema.Width} columns is needed, got {row.Length} values.");
        var scale = Standardisation.Of(train);
        var (one, other, asked) = (new double[row.Length], new double[row.Length], row.ToArray());
        scale.Apply(row, one);
        var distances = new double[train.Count];
        for (var i = 0; i < train.Count; i++)
        {
            scale.Apply(train.Row(i), other);
            for (var j = 0; j < asked.Length; j++)
                distances[i] += train.Schema.Categorical[j]
                    ? train.Row(i)[j].Equals(asked[j])
                        ? 0
                        : 1
                    : (one[j] - other[j]) * (one[j] - other[j]);
        }
        return
        [
            .. Enumerable
                .Range(0, train.Count)
                .OrderBy(i => distances[i])
                .Take(Count)
                .Select(i => new TrainingNeighbor(i, Math.Sqrt(distances[i]), train.Labels[i])),
        ];
    }
}
