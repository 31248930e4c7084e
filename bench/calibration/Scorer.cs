using Ninefold.Models.Bayes;
using Ninefold.Models.Calibration;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

namespace Ninefold.Bench.Calibration;

/// <summary>A model whose scores are calibrated.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Trainer">Trains it.</param>
/// <param name="Peer">scikit-learn's, a Python expression.</param>
/// <param name="IsProbability">Whether its scores are probabilities as they are.</param>
/// <param name="IsOfOdds">Whether the peer's sigmoid is one of the log odds.</param>
/// <param name="IsBalanced">Whether it takes both classes to be as frequent.</param>
internal sealed record Scorer(
    string Name,
    ITabularTrainer Trainer,
    string Peer,
    bool IsProbability = true,
    bool IsOfOdds = false,
    bool IsBalanced = false
)
{
    private const string Shape = "max_iter=100, early_stopping=False, random_state=1";
    private static readonly BoostedTrees Boosted = new() { Rounds = 100, Patience = 0 };

    public static IReadOnlyList<Scorer> All { get; } =
    [
        new("naive Bayes", new NaiveBayes(), "filled(GaussianNB())"),
        new("support vectors", new SupportVectorMachine(), "scaled(LinearSVC(C=1, dual=False))", IsProbability: false),
        new("boosted trees", Boosted, $"HistGradientBoostingClassifier({Shape})", IsOfOdds: true),
        new(
            "boosted trees, balanced",
            Boosted with
            {
                Balanced = true,
            },
            $"HistGradientBoostingClassifier(class_weight='balanced', {Shape})",
            IsOfOdds: true,
            IsBalanced: true
        ),
    ];

    /// <summary>The ways to calibrate it, with the peer's name of each, null where it has none.</summary>
    public IEnumerable<(string Name, string? Peer, Func<ScoredLabels, Func<double, double>> Fit)> Ways()
    {
        if (IsProbability)
            yield return ("as it is", Peer, _ => score => score);
        yield return ("Platt", Calibrated("sigmoid"), Platt);
        yield return ("isotonic", Calibrated("isotonic"), data => new IsotonicRegression().Fit(data, new(1)).Calibrate);
        if (!IsProbability)
            yield break;
        yield return ("temperature", null, data => new TemperatureScaling().Fit(data, new(1)).Calibrate);
        yield return ("beta", null, data => new BetaCalibration().Fit(data, new(1)).Calibrate);
        if (IsBalanced)
            yield return ("prior", null, data => PriorCorrection.FromRates(.5, data.Labels.Average()).Calibrate);
    }

    private Func<double, double> Platt(ScoredLabels data)
    {
        Func<double, double> scale = IsOfOdds ? Odds : score => score;
        var fitted = new PlattScaling().Fit(
            data with
            {
                Scores = Array.ConvertAll(data.Scores, s => scale(s)),
            },
            new(1)
        );
        return score => fitted.Calibrate(scale(score));
    }

    private static double Odds(double probability) => Math.Log(probability / (1 - probability));

    private string Calibrated(string method) =>
        $"CalibratedClassifierCV({Peer}, method='{method}', cv=inner, ensemble=False)";
}
