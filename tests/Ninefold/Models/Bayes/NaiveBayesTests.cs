using System.Text.Json;
using Ninefold.Models.Bayes;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Bayes;

public class NaiveBayesTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new NaiveBayes();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<NaiveBayesModel>(json)!;

    // scikit-learn 1.2.1 after SimpleImputer(): predict_proba of the first two rows by GaussianNB(), MultinomialNB() of
    // floor(|x|), BernoulliNB(binarize=0).
    [Theory]
    [InlineData(
        BayesKind.Gaussian,
        false,
        new[] { .5799676043, .3033259036, .1167064920, .0260241808, .0555262638, .9184495554 }
    )]
    [InlineData(
        BayesKind.Gaussian,
        true,
        new[] { .4508099439, .3575754673, .1916145888, .0320889424, .0504967993, .9174142583 }
    )]
    [InlineData(
        BayesKind.Multinomial,
        false,
        new[] { .4800388658, .1994780236, .3204831106, .3703856604, .1815995402, .4480147994 }
    )]
    [InlineData(
        BayesKind.Multinomial,
        true,
        new[] { .4311202139, .1765510825, .3923287036, .3251971099, .1515434034, .5232594867 }
    )]
    [InlineData(
        BayesKind.Bernoulli,
        false,
        new[] { .3613563446, .2626541984, .3759894569, .1460560144, .1705201122, .6834238734 }
    )]
    [InlineData(
        BayesKind.Bernoulli,
        true,
        new[] { .3296943549, .2673431636, .4029624815, .1619278704, .1392593377, .6988127919 }
    )]
    public void Agrees_with_scikit_learn(BayesKind kind, bool weighted, double[] expected)
    {
        var rows = WaveRows.Grades(weighted).Filled();
        if (kind == BayesKind.Multinomial)
            rows = rows with { Values = [.. rows.Values.Select(value => MathF.Floor(MathF.Abs(value)))] };
        var model = new NaiveBayes(kind).Fit(new(rows, rows), new(1));
        var found = new double[6];
        model.Probabilities(rows.Row(0), found.AsSpan(0, 3));
        model.Probabilities(rows.Row(1), found.AsSpan(3, 3));
        Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void A_missing_value_says_nothing()
    {
        var rows = WaveRows.Grades();
        var model = new NaiveBayes().Fit(new(rows, rows), new(1));
        var found = new double[3];
        model.Probabilities([float.NaN, float.NaN, float.NaN, float.NaN], found);
        Assert.Equal(
            Enumerable.Range(0, 3).Select(k => rows.Labels.Count(label => label == k) / 300.0),
            found,
            (a, b) => Math.Abs(a - b) < 1e-12
        );
    }

    [Fact]
    public void Counts_below_0_and_wrong_parameters_are_refused()
    {
        var rows = WaveRows.Grades();
        var fault = Assert.Throws<ArgumentException>(() =>
            new NaiveBayes(BayesKind.Multinomial).Fit(new(rows, rows), new(1))
        );
        Assert.Contains("multinomial naive-bayes must be at least 0, value", fault.Message);
        var message = Assert.Throws<ArgumentException>(() => new NaiveBayes((BayesKind)5, 0)).Message;
        Assert.Contains("Kind must be one of Gaussian, Multinomial, Bernoulli", message);
        Assert.Contains("Smoothing must be above 0", message);
    }
}
