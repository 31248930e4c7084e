using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>What boosted trees minimise, and what their scores are.</summary>
public enum TreeObjective
{
    /// <summary>Log loss; labels are 0 or 1; the score is the probability of 1.</summary>
    Binary,

    /// <summary>LambdaRank (Burges, 2010) over groups; labels are whole grades 0 to 30; the score has no unit.</summary>
    LambdaRank,

    /// <summary>
    /// Focal loss (Lin et al., 2017, "Focal loss for dense object detection"): log loss in which rows that are already
    /// right hardly count, for rare positives among many easy negatives. Labels are 0 or 1; the score is between 0 and 1,
    /// but nearer to ½ than the probability: calibrate it.
    /// </summary>
    Focal,

    /// <summary>Squared error; labels are quantities; the score is the expected quantity.</summary>
    Regression,

    /// <summary>Pinball loss; labels are quantities; the score is their quantile at <see cref="BoostedTrees.Quantile"/>.</summary>
    Quantile,

    /// <summary>
    /// XE-NDCG (Bruch, 2021, "An alternative cross entropy loss for learning-to-rank"); as <see cref="LambdaRank"/>, and
    /// faster.
    /// </summary>
    XeNdcg,
}

/// <summary>
/// Gradient-boosted decision trees by LightGBM (Ke et al., 2017): the strong model of tables. Takes missing values and
/// category codes as they are. Stops when the validation part has not improved for a while, and keeps the best round.
/// </summary>
public sealed record BoostedTrees : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name => "boosted-trees";

    /// <summary>What is minimised.</summary>
    public TreeObjective Objective { get; init; }

    /// <summary>At most so many trees, at least 1.</summary>
    public int Rounds
    {
        get;
        init => field = this.InRange(value, 1, 100_000);
    } = 500;

    /// <summary>Rounds without improvement on the validation part before training stops; 0 never stops early.</summary>
    public int Patience
    {
        get;
        init => field = this.InRange(value, 0, 100_000);
    } = 30;

    /// <summary>How much of each tree is taken, above 0 to 1: smaller needs more rounds.</summary>
    public double LearningRate
    {
        get;
        init => field = this.InRange(value, 1e-6, 1);
    } = .1;

    /// <summary>Rounds in which the learning rate falls in a line to <see cref="FinalLearningRate"/>; 0 where it stays.</summary>
    public int FallingRounds
    {
        get;
        init => field = this.InRange(value, 0, 100_000);
    }

    /// <summary>What the learning rate falls to, above 0 to 1, where it falls.</summary>
    public double FinalLearningRate
    {
        get;
        init => field = this.InRange(value, 1e-6, 1);
    } = .01;

    /// <summary>Leaves of a tree, 2 to 131,072: the main measure of complexity.</summary>
    public int Leaves
    {
        get;
        init => field = this.InRange(value, 2, 131_072);
    } = 31;

    /// <summary>Rows a leaf must hold, at least 1: more is smoother.</summary>
    public int MinLeafRows
    {
        get;
        init => field = this.InRange(value, 1, int.MaxValue);
    } = 20;

    /// <summary>Share of the columns that each tree sees, above 0 to 1.</summary>
    public double ColumnShare
    {
        get;
        init => field = this.InRange(value, 1e-6, 1);
    } = 1;

    /// <summary>Share of the rows that each tree sees, above 0 to 1.</summary>
    public double RowShare
    {
        get;
        init => field = this.InRange(value, 1e-6, 1);
    } = 1;

    /// <summary>L2 penalty on leaf values, at least 0.</summary>
    public double L2
    {
        get;
        init => field = this.InRange(value, 0, double.MaxValue);
    }

    /// <summary>
    /// Whether both classes count the same in sum, however rare one is; probabilities then tell of such a world. Of
    /// <see cref="TreeObjective.Binary"/> and <see cref="TreeObjective.Focal"/> only.
    /// </summary>
    public bool Balanced { get; init; }

    /// <summary>How often a row with label 1 counts, above 0 and on top of <see cref="Balanced"/>; of the same only.</summary>
    public double PositiveWeight
    {
        get;
        init => field = this.InRange(value, 1e-6, 1e6);
    } = 1;

    /// <summary>The γ of <see cref="TreeObjective.Focal"/>, 0 to 10: how little easy rows count; 0 is log loss.</summary>
    public double Focus
    {
        get;
        init => field = this.InRange(value, 0, 10);
    } = 2;

    /// <summary>Which share of the labels lies below the score of <see cref="TreeObjective.Quantile"/>, in (0, 1).</summary>
    public double Quantile
    {
        get;
        init => field = this.InRange(value, 1e-6, 1 - 1e-6);
    } = .5;

    /// <summary>The k of the NDCG@k that stops the training of a ranking, at least 1.</summary>
    public int RankAt
    {
        get;
        init => field = this.InRange(value, 1, 10_000);
    } = 10;

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says all that is wrong.</exception>
    /// <exception cref="DllNotFoundException">LightGBM's native library does not load.</exception>
    public TreeEnsemble Fit(TabularData data, TrainingContext context)
    {
        Check(data);
        var ranks = Objective is TreeObjective.LambdaRank or TreeObjective.XeNdcg;
        if (IsClasses)
        {
            // The validation part too: what stops the training is what it minimises.
            var weights = ClassWeights.Of(data.Train, Balanced, PositiveWeight);
            data = new(weights.Weigh(data.Train), Patience > 0 ? weights.Weigh(data.Validation) : data.Validation);
        }
        var training = new LightGbmTraining(data, Parameters(), Rounds)
        {
            Focal = Objective == TreeObjective.Focal ? new FocalLoss(Focus) : null,
            Rate = FallingRounds == 0 ? null : Rate,
            Patience = Patience,
            HigherIsBetter = ranks,
            Grouped = ranks,
        };
        return new TreeEnsemble(training.Run(context));
    }

    private double Rate(int round) =>
        LearningRate + (FinalLearningRate - LearningRate) * Math.Min(1, (round - 1.0) / FallingRounds);

    private bool IsQuantity => Objective is TreeObjective.Regression or TreeObjective.Quantile;

    private bool IsClasses => Objective is TreeObjective.Binary or TreeObjective.Focal;

    private string Parameters()
    {
        var objective = Objective switch
        {
            TreeObjective.Binary => "objective=binary metric=binary_logloss",
            TreeObjective.Focal => "objective=none metric=none",
            TreeObjective.LambdaRank => $"objective=lambdarank metric=ndcg eval_at={RankAt}",
            TreeObjective.XeNdcg => $"objective=rank_xendcg metric=ndcg eval_at={RankAt}",
            TreeObjective.Quantile => $"objective=quantile metric=quantile alpha={Quantile}",
            _ => "objective=regression metric=l2",
        };
        return $"{objective} {Shape}";
    }

    /// <summary>The shape of the trees, as LightGBM names it.</summary>
    internal string Shape =>
        $"learning_rate={LearningRate} num_leaves={Leaves} min_data_in_leaf={MinLeafRows} "
        + $"feature_fraction={ColumnShare} bagging_fraction={RowShare} bagging_freq={(RowShare < 1 ? 1 : 0)} "
        + $"lambda_l2={L2}";

    private void Check(TabularData data)
    {
        CheckPart(data.Train, "training");
        if (!IsQuantity)
            data.Train.CheckLabelsDiffer($"{Objective}");
        if (Patience == 0)
            return;
        CheckPart(data.Validation, "validation");
        if (data.Validation.Schema.Fingerprint != data.Train.Schema.Fingerprint)
            throw new ArgumentException("The training and validation rows must have the same columns.");
    }

    private void CheckPart(LabelledRows rows, string part)
    {
        rows.Check(part);
        if (!IsQuantity)
            rows.CheckLabels(part, $"{Objective}", IsClasses ? 1 : 30);
    }
}
