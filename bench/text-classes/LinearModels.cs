using System.Numerics.Tensors;
using Ninefold.Models;
using Ninefold.Models.Bayes;
using Ninefold.Models.Linear;
using Ninefold.Models.Online;
using Ninefold.Models.Tabular;

namespace Ninefold.Bench.TextClasses;

/// <summary>What the engine has without a network, on words and pairs of words.</summary>
internal sealed record LinearModels(Collection Collection, TrainingContext Context)
{
    private readonly NGramFeatures features = new(Collection.Train, most: 10_000);
    private readonly NGramFeatures all = new(Collection.Train, most: int.MaxValue, least: 1);

    public IEnumerable<(string Name, Func<Func<string[], int>> Train)> All =>
        [
            ("naive Bayes, multinomial", () => Classes(new NaiveBayes(BayesKind.Multinomial))),
            ("naive Bayes, Bernoulli", () => Classes(new NaiveBayes(BayesKind.Bernoulli))),
            ("logistic regression", () => Best(l2 => Classes(new MultinomialRegression(l2, Iterations: 40)))),
            ("support vector machine", () => Best(l2 => EachAgainstTheRest(label => Machine(l2, label)))),
            ("FTRL-proximal", () => EachAgainstTheRest(Online)),
        ];

    // Columns are standardised, so that rare words weigh much: it takes a strong penalty.
    private Func<string[], int> Best(Func<double, Func<string[], int>> train) =>
        new double[] { 3000, 30_000, 300_000 }
            .Select(train)
            .MaxBy(Collection.Validation.Accuracy)!;

    private Func<string[], int> Classes(ITabularTrainer trainer)
    {
        var rows = features.Rows(Collection.Train);
        var model = (IClassModel)trainer.Fit(new(rows, rows), Context);
        var probabilities = new double[model.Classes];
        return text =>
        {
            model.Probabilities(features.Row(text), probabilities);
            return TensorPrimitives.IndexOfMax<double>(probabilities);
        };
    }

    private Func<string[], int> EachAgainstTheRest(Func<Func<int, float>, Func<string[], double>> train)
    {
        // Two classes are told apart by one model.
        Func<string[], double>[] models =
        [
            .. Enumerable
                .Range(Collection.Classes == 2 ? 1 : 0, Collection.Classes == 2 ? 1 : Collection.Classes)
                .Select(k => train(l => l == k ? 1 : 0)),
        ];
        return text =>
            models.Length == 1
                ? models[0](text) > 0
                    ? 1
                    : 0
                : TensorPrimitives.IndexOfMax<double>([.. models.Select(model => model(text))]);
    }

    private Func<string[], double> Machine(double l2, Func<int, float> label)
    {
        var rows = features.Rows(Collection.Train, label);
        ITabularTrainer trainer = new SupportVectorMachine(L2: l2, Iterations: 30);
        var model = trainer.Fit(new(rows, rows), Context);
        var score = new double[1];
        return text =>
        {
            model.Score(features.Row(text), score);
            return score[0];
        };
    }

    private Func<string[], double> Online(Func<int, float> label)
    {
        var model = new FtrlProximal(Alpha: 1, L1: 0, L2: .01, Passes: 5).Fit(
            all.Sparse(Collection.Train, label),
            Context
        );
        return text =>
            all.Of(text) is { Length: > 0 } places
                ? model.Predict(places, NGramFeatures.Ones(places.Length)) - .5
                : -.5;
    }
}
