using System.Text.Json.Serialization;
using Ninefold.Models.Linear;
using Ninefold.Models.Online;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>
/// Boosted trees whose leaves are the features of a logistic regression (He et al., 2014, "Practical lessons from
/// predicting clicks on ads at Facebook"). The trees learn from every second group, the regression from the others, so
/// that it does not trust leaves that know its rows. Labels are 0 or 1; the score is a probability. Weights count for the
/// trees only.
/// </summary>
public sealed record LeafRegression : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => "leaf-regression";

    /// <summary>The trees; their objective must be <see cref="TreeObjective.Binary"/>.</summary>
    public BoostedTrees Trees
    {
        get;
        init =>
            field =
                value.Objective == TreeObjective.Binary
                    ? value
                    : throw new ArgumentException(
                        $"The trees of LeafRegression must be Binary, got {value.Objective}."
                    );
    } = new() { Rounds = 100 };

    /// <summary>How the regression learns.</summary>
    public StochasticGradient Regression { get; init; } = new(.05, Passes: 10);

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    /// <exception cref="DllNotFoundException">LightGBM's native library does not load.</exception>
    public LeafRegressionModel Fit(TabularData data, TrainingContext context)
    {
        data.Train.Check("training");
        if (data.Train.Groups[^1] == 0)
            throw new ArgumentException("LeafRegression needs at least two groups of training rows, got 1.");
        var trees = Trees.Fit(data with { Train = data.Train.OfGroups(group => group % 2 == 0) }, context);
        var others = data.Train.OfGroups(group => group % 2 == 1);
        others.CheckLabels("training", Name, highest: 1);
        var places = new int[others.Count * trees.Trees];
        for (var i = 0; i < places.Length; i++)
            places[i] = trees.Model.Leaf(trees.Model.Roots[i % trees.Trees], others.Row(i / trees.Trees));
        var examples = new SparseExamples(
            trees.Model.Leaves.Length,
            [.. Enumerable.Range(0, others.Count + 1).Select(row => row * trees.Trees)],
            places,
            [.. Enumerable.Repeat(1f, places.Length)],
            others.Labels
        );
        var learned = Regression.Fit(examples, context);
        float[] weights = [.. learned.State.Where((_, i) => i % 2 == 0)];
        return new(trees, weights[..^1], weights[^1]);
    }
}

/// <summary>The probability is 1 / (1 + exp(−Intercept − Σ the weights of the leaves that a row falls into)).</summary>
/// <param name="Trees">The trees.</param>
/// <param name="Weights">One a leaf, tree by tree.</param>
/// <param name="Intercept">Log odds of a row whose leaves weigh nothing.</param>
public sealed record LeafRegressionModel(TreeEnsemble Trees, float[] Weights, float Intercept) : ITabularModel
{
    /// <inheritdoc/>
    [JsonIgnore]
    public int Width => Trees.Width;

    /// <inheritdoc/>
    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        this.CheckWidth(rows, scores);
        for (var row = 0; row < scores.Length; row++)
        {
            var values = rows.Slice(row * Width, Width);
            double logit = Intercept;
            foreach (var root in Trees.Model.Roots)
                logit += Weights[Trees.Model.Leaf(root, values)];
            scores[row] = LogisticModel.Sigmoid(logit);
        }
    }
}
