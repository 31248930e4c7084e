using System.Text.Json.Serialization;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>
/// Gradient-boosted trees for several classes by LightGBM: a tree of each class a round, of which softmax makes
/// probabilities. Labels are whole, from 0.
/// </summary>
public sealed record MulticlassTrees : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => "multiclass-trees";

    /// <summary>The shape of the trees, rounds and patience; its objective is not read.</summary>
    public BoostedTrees Trees { get; init; } = new();

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    /// <exception cref="DllNotFoundException">LightGBM's native library does not load.</exception>
    public MulticlassTreesModel Fit(TabularData data, TrainingContext context)
    {
        var classes = data.Train.Classes(Name);
        if (Trees.Patience > 0)
        {
            data.Validation.Check("validation");
            data.Validation.CheckLabels("validation", Name, classes - 1);
        }
        var training = new LightGbmTraining(
            data,
            $"objective=multiclass num_class={classes} metric=multi_logloss {Trees.Shape}",
            Trees.Rounds
        )
        {
            Patience = Trees.Patience,
        };
        return new(training.Run(context));
    }
}

/// <summary>Boosted trees of several classes, scored in plain C#. The model is LightGBM's own text.</summary>
public sealed class MulticlassTreesModel : IClassModel
{
    private readonly LightGbmText model;

    /// <param name="text">A <c>multiclass</c> model in LightGBM's text format.</param>
    /// <exception cref="InvalidDataException">The text is damaged or of another kind; the message says what is wrong.</exception>
    [JsonConstructor]
    public MulticlassTreesModel(string text) => (Text, model) = (text, LightGbmText.Parse(text, classes: true));

    /// <summary>The model in LightGBM's text format.</summary>
    public string Text { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => model.Width;

    /// <inheritdoc/>
    [JsonIgnore]
    public int Classes => model.Classes;

    /// <inheritdoc/>
    public void Probabilities(ReadOnlySpan<float> row, Span<double> probabilities)
    {
        probabilities.Clear();
        for (var tree = 0; tree < model.Roots.Length; tree++)
            probabilities[tree % Classes] += model.Leaves[model.Leaf(model.Roots[tree], row)];
        ClassLabels.Normalise(probabilities);
    }
}
