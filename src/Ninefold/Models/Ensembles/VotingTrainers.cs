using System.Text.Json.Serialization;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Ensembles;

/// <summary>
/// The share of several models that vote for label 1: right where their scores are of unlike calibration, but each is
/// right at a threshold. <see cref="AveragedTrainers"/> let them say how sure they are.
/// </summary>
/// <param name="Members">Trainers of different names, at least two.</param>
public sealed record VotingTrainers(params IReadOnlyList<ITabularTrainer> Members) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } = AveragedTrainers.CheckedName("voting", Members);

    /// <summary>The score from which a member votes for label 1; finite.</summary>
    public double Threshold
    {
        get;
        init =>
            field = double.IsFinite(value)
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Threshold),
                    $"Threshold of VotingTrainers must be finite, got {value}."
                );
    } = .5;

    /// <inheritdoc/>
    public ITabularModel Fit(TabularData data, TrainingContext context) =>
        new VotingModel([.. Members.Select(member => context.Fit(member, data))], Threshold);
}

/// <summary>Models that vote.</summary>
/// <param name="Members">Models of the same width.</param>
/// <param name="Threshold">The score from which one votes for label 1.</param>
public sealed record VotingModel(IReadOnlyList<ITabularModel> Members, double Threshold) : ITabularModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Members[0].Width;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        Span<double> score = stackalloc double[1];
        for (var row = 0; row < scores.Length; row++)
        {
            var votes = 0;
            for (var member = 0; member < Members.Count; member++)
            {
                Members[member].Score(rows.Slice(row * Width, Width), score);
                votes += score[0] >= Threshold ? 1 : 0;
            }
            scores[row] = (double)votes / Members.Count;
        }
    }
}
