using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>
/// One classification tree (Breiman et al., 1984), small enough to be read: <see cref="TreeRules.Rules"/> writes it out.
/// Labels are 0 or 1, or <see cref="Quantities"/>; the score is the share of 1 among the training rows of a leaf, a probability. Splits minimise the
/// squared error, which for two classes is the Gini impurity. Takes missing values and category codes as they are.
/// </summary>
public sealed record DecisionTree : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => "decision-tree";

    /// <summary>Leaves, 2 to 131,072: the number of rules.</summary>
    public int Leaves
    {
        get;
        init => field = this.InRange(value, 2, 131_072);
    } = 12;

    /// <summary>At most so many questions to a leaf, 1 to 1,000.</summary>
    public int Depth
    {
        get;
        init => field = this.InRange(value, 1, 1000);
    } = 5;

    /// <summary>Rows a leaf must hold, at least 1: more is smoother.</summary>
    public int MinLeafRows
    {
        get;
        init => field = this.InRange(value, 1, int.MaxValue);
    } = 20;

    /// <summary>Whether labels are quantities; the score is then the mean label of a leaf.</summary>
    public bool Quantities { get; init; }

    /// <summary>
    /// Whether both classes count the same in sum, however rare one is; probabilities then tell of such a world. Not read
    /// where labels are quantities.
    /// </summary>
    public bool Balanced { get; init; }

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says all that is wrong.</exception>
    /// <exception cref="DllNotFoundException">LightGBM's native library does not load.</exception>
    public TreeEnsemble Fit(TabularData data, TrainingContext context) =>
        RandomForest.Grow(
            data,
            $"boosting=gbdt learning_rate=1 num_leaves={Leaves} max_depth={Depth} min_data_in_leaf={MinLeafRows}",
            trees: 1,
            Quantities,
            Balanced,
            context
        );
}
