using System.Text.Json.Serialization;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Ensembles;

/// <summary>
/// The mean of several models' scores: right where all give probabilities, and steadier than any of them. Of models of
/// several classes it is the mean probability of each class. Scores of other units are for <see cref="StackedTrainers"/>.
/// </summary>
/// <param name="Members">Trainers of different names, at least two.</param>
public sealed record AveragedTrainers(params IReadOnlyList<ITabularTrainer> Members) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } = CheckedName("averaged", Members);

    /// <inheritdoc/>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        ITabularModel[] models = [.. Members.Select(member => context.Fit(member, data))];
        IClassModel[] ofClasses = [.. models.OfType<IClassModel>()];
        return ofClasses.Length == models.Length ? new AveragedClasses(ofClasses) : new AveragedModel(models);
    }

    internal static string CheckedName(string name, IReadOnlyList<ITabularTrainer> members) =>
        members.Count >= 2 && members.DistinctBy(m => m.Name).Count() == members.Count
            ? name
            : throw new ArgumentException(
                $"An ensemble needs at least two members of different names, got [{string.Join(", ", members.Select(m => m.Name))}]."
            );
}

/// <summary>Models whose scores are averaged.</summary>
/// <param name="Members">Models of the same width.</param>
public sealed record AveragedModel(IReadOnlyList<ITabularModel> Members) : ITabularModel
{
    private const int Block = 128;

    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Members[0].Width;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        scores.Clear();
        Span<double> buffer = stackalloc double[Block];
        for (var from = 0; from < scores.Length; from += Block)
        {
            var block = scores.Slice(from, Math.Min(Block, scores.Length - from));
            for (var member = 0; member < Members.Count; member++)
            {
                Members[member].Score(rows.Slice(from * Width, block.Length * Width), buffer[..block.Length]);
                for (var i = 0; i < block.Length; i++)
                    block[i] += buffer[i];
            }
        }
        // Once, at the end: of certain members the parts would add up to more than 1.
        foreach (ref var score in scores)
            score /= Members.Count;
    }
}

/// <summary>Models whose probabilities of each class are averaged.</summary>
/// <param name="Members">Models of the same width and the same classes.</param>
public sealed record AveragedClasses(IReadOnlyList<IClassModel> Members) : IClassModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Members[0].Width;

    /// <inheritdoc/>
    [JsonIgnore]
    public int Classes => Members[0].Classes;

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        probabilities.Clear();
        Span<double> own = stackalloc double[Classes];
        for (var member = 0; member < Members.Count; member++)
        {
            Members[member].Probabilities(row, own);
            for (var k = 0; k < own.Length; k++)
                probabilities[k] += own[k];
        }
        foreach (ref var probability in probabilities)
            probability /= Members.Count;
    }
}
