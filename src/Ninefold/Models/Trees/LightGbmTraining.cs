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
            return text[..text.IndexOf("\nparameters:", StringComparison.Ordinal)];
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
        for (var round = 1; round <= Rounds && (Patience == 0 || round - bestRound <= Patience); round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var grew = LightGbm.Update(booster);
            var quality = validation is null ? round : (HigherIsBetter ? 1 : -1) * LightGbm.Evaluate(booster);
            if (quality > best)
                (best, bestRound) = (quality, round);
            if (!grew)
                break;
            context.Progress?.Report((double)round / Rounds);
        }
        return LightGbm.Save(booster, bestRound);
    }

    private LightGbm.Dataset Dataset(LabelledRows rows, string parameters, LightGbm.Dataset? reference)
    {
        var dataset = LightGbm.CreateDataset(rows.Values, rows.Count, rows.Schema.Width, parameters, reference);
        LightGbm.SetField(dataset, "label", rows.Labels);
        if (rows.Weights is not null)
            LightGbm.SetField(dataset, "weight", rows.Weights);
        if (Grouped)
            LightGbm.SetField(dataset, "group", rows.Groups.CountBy(group => group).Select(g => g.Value).ToArray());
        return dataset;
    }
}
