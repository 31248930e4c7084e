using Ninefold.Data.Storage;
using Ninefold.Models.Bayes;
using Ninefold.Models.Calibration;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Calibration;

public class ConformalSetsTests
{
    private static LabelledRows Grades(int count, int seed)
    {
        var rows = TabularTrainerContract.Rows(count, seed);
        var random = new Random(seed + 100);
        return rows with
        {
            Labels =
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(row =>
                        (float)
                            Math.Clamp(Math.Floor(1.5 + 2 * Known(rows.Row(row)[0]) + random.NextDouble() - .5), 0, 2)
                    ),
            ],
        };

        static float Known(float value) => float.IsNaN(value) ? 0 : value;
    }

    [Fact]
    public void Nine_in_ten_labels_are_in_the_set_at_90_percent_whatever_the_model()
    {
        var (train, calibration, test) = (Grades(600, 1), Grades(3000, 2), Grades(5000, 3));
        IClassModel[] models =
        [
            new MultinomialRegression().Fit(new(train, train), new(1)),
            new NaiveBayes().Fit(new(train, train), new(1)),
            new NaiveBayes(BayesKind.Bernoulli).Fit(new(train, train), new(1)),
        ];
        foreach (var model in models)
        {
            var sets = ConformalSets.Of(model, calibration, .9);
            var found = Enumerable
                .Range(0, test.Count)
                .Average(r => sets.Of(test.Row(r)).Contains((int)test.Labels[r]) ? 1.0 : 0);
            // Scores that tie make a set larger than it need be.
            Assert.InRange(found, .88, model is NaiveBayesModel { Kind: BayesKind.Bernoulli } ? 1 : .92);
        }
    }

    [Fact]
    public void It_can_be_saved_and_the_likeliest_is_first()
    {
        var train = Grades(600, 1);
        var sets = ConformalSets.Of(new MultinomialRegression().Fit(new(train, train), new(1)), train, .99);
        var loaded = PartSerializer.Read<ConformalSets>(PartSerializer.Write(sets));
        Assert.Equal(sets.Of(train.Row(0)), loaded.Of(train.Row(0)));
        Assert.Equal([2, 1], sets.Of([.35f, 0, 0, 0]).Take(2));
    }

    [Fact]
    public void Labels_of_other_classes_are_refused()
    {
        var train = TabularTrainerContract.Rows(100, 1);
        var model = new MultinomialRegression().Fit(new(train, train), new(1));
        var fault = Assert.Throws<ArgumentException>(() => ConformalSets.Of(model, Grades(100, 1), .9));
        Assert.Contains("must be whole, 0 to 1, calibration row", fault.Message);
    }
}
