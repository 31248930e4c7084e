using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>What boosted trees minimise, and what their scores are.</summary>
public enum TreeObjective
{
    /// <summary>Log loss; labels are 0 or 1; the score is the probability of 1.</summary>
    Binary,

    /// <summary>LambdaRank (Burges, 2010) over groups; labels are whole grades 0 to 30; the score has no unit.</summary>
    LambdaRank,

    /// <summary>Squared error; labels are quantities; the score is the expected quantity.</summary>
    Regression,
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
        init => field = InRange(nameof(Rounds), value, 1, 100_000);
    } = 500;

    /// <summary>Rounds without improvement on the validation part before training stops; 0 never stops early.</summary>
    public int Patience
    {
        get;
        init => field = InRange(nameof(Patience), value, 0, 100_000);
    } = 30;

    /// <summary>How much of each tree is taken, above 0 to 1: smaller needs more rounds.</summary>
    public double LearningRate
    {
        get;
        init => field = InRange(nameof(LearningRate), value, 1e-6, 1);
    } = .1;

    /// <summary>Leaves of a tree, 2 to 131,072: the main measure of complexity.</summary>
    public int Leaves
    {
        get;
        init => field = InRange(nameof(Leaves), value, 2, 131_072);
    } = 31;

    /// <summary>Rows a leaf must hold, at least 1: more is smoother.</summary>
    public int MinLeafRows
    {
        get;
        init => field = InRange(nameof(MinLeafRows), value, 1, int.MaxValue);
    } = 20;

    /// <summary>Share of the columns that each tree sees, above 0 to 1.</summary>
    public double ColumnShare
    {
        get;
        init => field = InRange(nameof(ColumnShare), value, 1e-6, 1);
    } = 1;

    /// <summary>Share of the rows that each tree sees, above 0 to 1.</summary>
    public double RowShare
    {
        get;
        init => field = InRange(nameof(RowShare), value, 1e-6, 1);
    } = 1;

    /// <summary>L2 penalty on leaf values, at least 0.</summary>
    public double L2
    {
        get;
        init => field = InRange(nameof(L2), value, 0, double.MaxValue);
    }

    /// <summary>How often a row with label 1 counts, above 0; <see cref="TreeObjective.Binary"/> only.</summary>
    public double PositiveWeight
    {
        get;
        init => field = InRange(nameof(PositiveWeight), value, 1e-6, 1e6);
    } = 1;

    /// <summary>The k of the NDCG@k that stops <see cref="TreeObjective.LambdaRank"/>, at least 1.</summary>
    public int RankAt
    {
        get;
        init => field = InRange(nameof(RankAt), value, 1, 10_000);
    } = 10;

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says all that is wrong.</exception>
    /// <exception cref="DllNotFoundException">LightGBM's native library does not load.</exception>
    public TreeEnsemble Fit(TabularData data, TrainingContext context)
    {
        Check(data);
        LightGbm.Load();
        LightGbm.OneAtATime.Wait(context.Cancellation);
        try
        {
            return Boost(data, context);
        }
        finally
        {
            LightGbm.OneAtATime.Release();
        }
    }

    private TreeEnsemble Boost(TabularData data, TrainingContext context)
    {
        var parameters = Parameters(data.Train, context);
        using var train = Dataset(data.Train, parameters, reference: null);
        using var validation = Patience > 0 ? Dataset(data.Validation, parameters, train) : null;
        using var booster = LightGbm.CreateBooster(train, parameters);
        if (validation is not null)
            LightGbm.AddValidation(booster, validation);

        var (best, bestRound) = (double.NegativeInfinity, 0);
        for (var round = 1; round <= Rounds && (Patience == 0 || round - bestRound <= Patience); round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var grew = LightGbm.Update(booster);
            var quality = validation is null ? round : Sign * LightGbm.Evaluate(booster);
            if (quality > best)
                (best, bestRound) = (quality, round);
            if (!grew)
                break;
            context.Progress?.Report((double)round / Rounds);
        }
        var text = LightGbm.Save(booster, bestRound);
        // What follows are the parameters, among them the number of threads, on which a model must not depend.
        return new TreeEnsemble(text[..text.IndexOf("\nparameters:", StringComparison.Ordinal)]);
    }

    private int Sign => Objective == TreeObjective.LambdaRank ? 1 : -1;

    private string Parameters(LabelledRows train, TrainingContext context)
    {
        var objective = Objective switch
        {
            TreeObjective.Binary => $"objective=binary metric=binary_logloss scale_pos_weight={PositiveWeight}",
            TreeObjective.LambdaRank => $"objective=lambdarank metric=ndcg eval_at={RankAt}",
            _ => "objective=regression metric=l2",
        };
        var codes = train.Schema.Categorical.Index().Where(c => c.Item).Select(c => c.Index);
        return $"{objective} learning_rate={LearningRate} num_leaves={Leaves} min_data_in_leaf={MinLeafRows} "
            + $"feature_fraction={ColumnShare} bagging_fraction={RowShare} bagging_freq={(RowShare < 1 ? 1 : 0)} "
            + $"lambda_l2={L2} categorical_feature={string.Join(',', codes)} seed={context.Seed} "
            + $"num_threads={context.Threads} deterministic=true force_row_wise=true verbosity=-1";
    }

    private LightGbm.Dataset Dataset(LabelledRows rows, string parameters, LightGbm.Dataset? reference)
    {
        var dataset = LightGbm.CreateDataset(rows.Values, rows.Count, rows.Schema.Width, parameters, reference);
        LightGbm.SetField(dataset, "label", rows.Labels);
        if (rows.Weights is not null)
            LightGbm.SetField(dataset, "weight", rows.Weights);
        if (Objective == TreeObjective.LambdaRank)
            LightGbm.SetField(dataset, "group", rows.Groups.CountBy(group => group).Select(g => g.Value).ToArray());
        return dataset;
    }

    private void Check(TabularData data)
    {
        data.Train.Check("training");
        CheckLabels("training", data.Train.Labels);
        if (Objective != TreeObjective.Regression && data.Train.Labels.Distinct().Take(2).Count() < 2)
            throw new ArgumentException(
                $"All {data.Train.Count} training rows have the label {data.Train.Labels[0]}: {Objective} trees need two different ones."
            );
        if (Patience == 0)
            return;
        data.Validation.Check("validation");
        CheckLabels("validation", data.Validation.Labels);
        if (data.Validation.Schema.Fingerprint != data.Train.Schema.Fingerprint)
            throw new ArgumentException("The training and validation rows must have the same columns.");
    }

    private void CheckLabels(string part, float[] labels)
    {
        var highest = Objective == TreeObjective.Binary ? 1 : 30;
        var wrong = Array.FindIndex(labels, label => label < 0 || label > highest || label != MathF.Floor(label));
        if (Objective != TreeObjective.Regression && wrong >= 0)
            throw new ArgumentException(
                $"The labels of {Objective} trees must be whole, 0 to {highest}, {part} row {wrong} has {labels[wrong]}."
            );
    }

    private static TNumber InRange<TNumber>(string name, TNumber value, TNumber low, TNumber high)
        where TNumber : IComparable<TNumber> =>
        value.CompareTo(low) >= 0 && value.CompareTo(high) <= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                $"{name} of BoostedTrees must be {low} to {high}, got {value}."
            );
}
