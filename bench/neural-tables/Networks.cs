using Ninefold.Bench.Tables;
using Ninefold.Metrics;
using Ninefold.Models.Trees;
using Ninefold.Models.Tuning;
using Ninefold.Torch.Tables;
using Ninefold.Torch.Training;

namespace Ninefold.Bench.NeuralTables;

/// <summary>Every network of tables, and boosted trees, with scikit-learn's counterparts.</summary>
internal static class Networks
{
    private const string Stopped =
        "max_iter=500, early_stopping=True, validation_fraction=.25, n_iter_no_change=30, random_state=1";
    private const string Perceptron =
        "(64, 32), batch_size=64, max_iter=20, early_stopping=True, validation_fraction=.25, n_iter_no_change=3, random_state=1";

    /// <summary>How all networks here are trained where nothing else is said.</summary>
    public static NeuralTraining Plan { get; } = new(Epochs: 20, BatchSize: 64, Patience: 3);

    // libtorch before LightGBM, so that both share one OpenMP runtime.
    public static IReadOnlyList<Contest> All { get; } =
    [
        .. Of(LabelKind.Quantity, Measure.Quantities, Loss.Squared),
        .. Of(LabelKind.Two, Measure.Probabilities, Loss.BinaryCrossEntropy),
    ];

    private static IEnumerable<Contest> Of(LabelKind kind, IReadOnlyList<Measure> measures, Loss loss)
    {
        var ofClasses = kind == LabelKind.Two;
        var mlp = new MultilayerPerceptron(loss) { Training = Plan };
        Contest[] contests =
        [
            new(
                "multilayer perceptron",
                kind,
                measures,
                ofClasses
                    ? $"scaled(MLPClassifier({Perceptron}))"
                    : $"TransformedTargetRegressor(scaled(MLPRegressor({Perceptron})), transformer=StandardScaler())",
                mlp
            ),
            new("wide and deep", kind, measures, null, new WideAndDeep(loss) { Training = Plan }),
            new("DCN-v2", kind, measures, null, new DeepCrossNetwork(loss) { Training = Plan }),
            new("DeepFM", kind, measures, null, new DeepFm(loss) { Training = Plan }),
            new(
                "architecture search",
                kind,
                measures,
                null,
                ArchitectureSearch.Of(mlp, ofClasses ? new LogLoss() : new RootMeanSquaredError(), new ParzenSearch(6))
            ),
            new(
                "boosted trees",
                kind,
                measures,
                $"HistGradientBoosting{(ofClasses ? "Classifier" : "Regressor")}({Stopped})",
                new BoostedTrees { Objective = ofClasses ? TreeObjective.Binary : TreeObjective.Regression }
            ),
        ];
        return contests.Select(contest => contest with { Stops = true });
    }
}
