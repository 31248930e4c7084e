using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>A training by LightGBM: what the trainers of trees have in common.</summary>
/// <param name="Data">Checked rows; the validation part is read only where there is patience.</param>
/// <param name="Parameters">The objective with its metric, and the shape of the trees, as LightGBM names them.</param>
/// <param name="Rounds">At most so many trees.</param>
internal sealed record LightGbmTraining(TabularData Data, string Parameters, int Rounds)
{
    /// <summary>Rounds without improvement on the validation part before training stops; 0 never stops early.</summary>
    public int Patience { get; init; }

    /// <summary>The learning rate of a round, from 1; null where it stays.</summary>
    public Func<int, double>? Rate { get; init; }

    /// <summary>A loss that LightGBM does not know, minimised instead of its own; its objective is then <c>none</c>.</summary>
    public FocalLoss? Focal { get; init; }

    /// <summary>Whether the metric is better when higher.</summary>
    public bool HigherIsBetter { get; init; }

    /// <summary>Whether the objective compares the rows of a group.</summary>
    public bool Grouped { get; init; }

    /// <summary>Trains, and keeps the best round.</summary>
    /// <returns>The model's text.</returns>
    public string Run(TrainingContext context)
    {
        LightGbm.Load();
        LightGbm.OneAtATime.Wait(context.Cancellation);
        try
        {
            var text = Boost(context);
            // What follows are the parameters, among them the number of threads, on which a model must not depend.
            text = text[..text.IndexOf("\nparameters:", StringComparison.Ordinal)];
            return Focal is null ? text : WithStart(text);
        }
        finally
        {
            LightGbm.OneAtATime.Release();
        }
    }

    private string Boost(TrainingContext context)
    {
        var codes = Data.Train.Schema.Categorical.Index().Where(c => c.Item).Select(c => c.Index);
        var parameters =
            $"{Parameters} categorical_feature={string.Join(',', codes)} seed={context.Seed} "
            + $"num_threads={context.Threads} deterministic=true force_row_wise=true verbosity=-1";
        using var train = Dataset(Data.Train, parameters, reference: null);
        using var validation = Patience > 0 ? Dataset(Data.Validation, parameters, train) : null;
        using var booster = LightGbm.CreateBooster(train, parameters);
        if (validation is not null)
            LightGbm.AddValidation(booster, validation);

        var (best, bestRound) = (double.NegativeInfinity, 0);
        var values = new List<double>();
        for (var round = 1; round <= Rounds && (Patience == 0 || round - bestRound <= Patience); round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (Rate is not null)
                LightGbm.Reset(booster, $"learning_rate={Rate(round)}");
            var grew = Focal is null ? LightGbm.Update(booster) : Follow(Focal, booster);
            var quality =
                validation is null ? round
                : Focal is not null ? -Focal.Mean(Scores(booster, 1, Data.Validation), Data.Validation)
                : (HigherIsBetter ? 1 : -1) * LightGbm.Evaluate(booster);
            values.Add(HigherIsBetter ? quality : -quality);
            if (quality > best)
                (best, bestRound) = (quality, round);
            if (!grew)
                break;
            context.Progress?.Report((double)round / Rounds);
        }
        if (validation is not null)
            context.Tell(TrainingCurve.Of(Measured, values, bestRound));
        return LightGbm.Save(booster, bestRound);
    }

    /// <summary>What stops the training, by LightGBM's name.</summary>
    private string Measured =>
        Focal is not null
            ? "focal_loss"
            : Parameters.Split(' ').First(p => p.StartsWith("metric=", StringComparison.Ordinal))["metric=".Length..];

    private bool Follow(FocalLoss loss, LightGbm.Booster booster)
    {
        var scores = Scores(booster, 0, Data.Train);
        var (gradients, hessians) = (new float[scores.Length], new float[scores.Length]);
        for (var row = 0; row < scores.Length; row++)
        {
            var (_, slope, curvature) = loss.At(scores[row], Data.Train.Labels[row]);
            var weight = Data.Train.Weights?[row] ?? 1;
            (gradients[row], hessians[row]) = ((float)slope * weight, (float)curvature * weight);
        }
        return LightGbm.Update(booster, gradients, hessians);
    }

    private static double[] Scores(LightGbm.Booster booster, int data, LabelledRows rows)
    {
        var scores = new double[rows.Count];
        LightGbm.Scores(booster, data, scores);
        return scores;
    }

    /// <summary>The log odds of the training part, from which a loss that LightGBM does not know sets out.</summary>
    private double Start
    {
        get
        {
            var share = ClassWeights.PositiveShare(Data.Train);
            return Math.Log(share / (1 - share));
        }
    }

    /// <summary>LightGBM forgets where the training set out and what the scores are: the first tree and the header say it.</summary>
    private string WithStart(string text)
    {
        var start = Start;
        return LightGbmText.WithLeaves(
            text.Replace("\nfeature_names=", "\nobjective=binary sigmoid:1\nfeature_names=", StringComparison.Ordinal),
            (tree, leaves) => leaves.Select(leaf => tree == 0 ? leaf + start : leaf)
        );
    }

    private LightGbm.Dataset Dataset(LabelledRows rows, string parameters, LightGbm.Dataset? reference)
    {
        var dataset = LightGbm.CreateDataset(rows.Values, rows.Count, rows.Schema.Width, parameters, reference);
        LightGbm.SetField(dataset, "label", rows.Labels);
        if (rows.Weights is not null)
            LightGbm.SetField(dataset, "weight", rows.Weights);
        if (Focal is not null)
            LightGbm.SetField(dataset, "init_score", Enumerable.Repeat(Start, rows.Count).ToArray());
        if (Grouped)
            LightGbm.SetField(dataset, "group", rows.Groups.CountBy(group => group).Select(g => g.Value).ToArray());
        return dataset;
    }
}
