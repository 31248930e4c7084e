using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Ensembles;

/// <summary>
/// Stacking (Wolpert, 1992): a logistic regression learns what each member's score is worth, from scores of rows that the
/// member was not fitted on. Each of the folds, whole groups, is scored by members fitted on the others; the members
/// that serve are then fitted on all rows. The score is a probability; members' scores may have any unit.
/// </summary>
/// <param name="Members">Trainers of different names, at least two.</param>
public sealed record StackedTrainers(params IReadOnlyList<ITabularTrainer> Members) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } = AveragedTrainers.CheckedName("stacked", Members);

    /// <summary>Into how many parts the training rows are divided, at least 2.</summary>
    public int Folds
    {
        get;
        init =>
            field =
                value >= 2
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Folds),
                        $"Folds of StackedTrainers must be at least 2, got {value}."
                    );
    } = 5;

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public StackedModel Fit(TabularData data, TrainingContext context)
    {
        data.Train.Check("training");
        if (data.Train.Groups[^1] + 1 is var groups && groups < Folds)
            throw new ArgumentException($"{Folds} folds need as many groups of training rows, got {groups}.");
        var unseen = Unseen(data, context);
        var combiner = new LogisticRegression().Fit(new(unseen, unseen), context);
        return new StackedModel([.. Members.Select(member => context.Fit(member, data))], combiner);
    }

    /// <summary>The training rows in their order, each with the members' scores for columns.</summary>
    private LabelledRows Unseen(TabularData data, TrainingContext context)
    {
        var columns = new float[data.Train.Count * Members.Count];
        for (var fold = 0; fold < Folds; fold++)
        {
            var others = data with { Train = data.Train.OfGroups(group => group % Folds != fold) };
            ITabularModel[] models = [.. Members.Select(member => context.Fit(member, others))];
            for (var row = 0; row < data.Train.Count; row++)
                if (data.Train.Groups[row] % Folds == fold)
                    StackedModel.Score(models, data.Train.Row(row), columns.AsSpan(row * Members.Count, Members.Count));
        }
        var schema = new FeatureSchema([.. Members.Select(m => m.Name)], new bool[Members.Count]);
        return data.Train with { Schema = schema, Values = columns };
    }
}

/// <summary>Models and what their scores are worth.</summary>
/// <param name="Members">Models of the same width.</param>
/// <param name="Combiner">Makes a probability of the members' scores.</param>
public sealed record StackedModel(IReadOnlyList<ITabularModel> Members, LogisticModel Combiner) : ITabularModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Members[0].Width;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        Span<float> columns = stackalloc float[Members.Count];
        for (var row = 0; row < scores.Length; row++)
        {
            Score(Members, rows.Slice(row * Width, Width), columns);
            Combiner.Score(columns, scores.Slice(row, 1));
        }
    }

    /// <summary>The members' scores of one row; one that is too large for a number of four bytes counts as missing.</summary>
    internal static void Score(IReadOnlyList<ITabularModel> members, ReadOnlySpan<float> row, Span<float> columns)
    {
        Span<double> score = stackalloc double[1];
        for (var member = 0; member < members.Count; member++)
        {
            members[member].Score(row, score);
            columns[member] = (float)score[0] is var column && float.IsFinite(column) ? column : float.NaN;
        }
    }
}
