using Ninefold.Data.Storage;
using Ninefold.Models;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Ensembles;

public sealed class StackedTrainersTests : TabularTrainerContract
{
    private static readonly StackedTrainers Stacked = new(
        new LogisticRegression(),
        new DecisionTree(),
        new ByFeature("noise") // which gives the lowest of all numbers for a missing value
    );

    protected override ITabularTrainer Trainer => Stacked;

    protected override string Save(ITabularModel model) => Convert.ToBase64String(PartSerializer.Write(model));

    protected override ITabularModel Load(string json) =>
        PartSerializer.Read<ITabularModel>(Convert.FromBase64String(json));

    [Fact]
    public void It_is_better_than_its_members_and_gives_noise_no_weight()
    {
        var data = new TabularData(Rows(2000, 1), Rows(2000, 2));
        var model = Stacked.Fit(data, new(1));
        Assert.True(LogLoss(model) < LogLoss(model.Members[0]));
        Assert.True(LogLoss(model) < LogLoss(model.Members[1]));
        var weights = model.Combiner.Coefficients;
        Assert.True(Math.Abs(weights[2]) < .2 && weights[0] > 1 && weights[1] > 1);

        double LogLoss(ITabularModel of)
        {
            var scores = new double[2000];
            of.Score(data.Validation.Values, scores);
            return scores
                .Zip(data.Validation.Labels, (s, label) => -Math.Log(Math.Max(1e-6, label == 1 ? s : 1 - s)))
                .Average();
        }
    }

    [Fact]
    public void A_member_that_remembers_its_rows_is_judged_on_others()
    {
        var random = new Random(3);
        var rows = new LabelledRows(
            new(["row", "sense"], new bool[2]),
            [.. Enumerable.Range(0, 300).SelectMany(i => new float[] { i, i % 2 })],
            [.. Enumerable.Range(0, 300).Select(i => random.Next(10) == 0 ? 1f - i % 2 : i % 2)],
            [.. Enumerable.Range(0, 300).Select(i => i / 3)]
        );
        var model = new StackedTrainers(new ByFeature("sense"), new Memory()).Fit(new(rows, rows), new(1));
        Assert.Equal(0, model.Combiner.Coefficients[1]);
        Assert.InRange(model.Combiner.Coefficients[0], 2, 6);
    }

    /// <summary>Knows the labels of the rows it has seen, and nothing of others.</summary>
    private sealed record Memory : ITabularTrainer
    {
        public string Name => "memory";

        public ITabularModel Fit(TabularData data, TrainingContext context) =>
            new Remembered(
                Enumerable.Range(0, data.Train.Count).ToDictionary(i => data.Train.Row(i)[0], i => data.Train.Labels[i])
            );
    }

    private sealed record Remembered(Dictionary<float, float> Labels) : ITabularModel
    {
        public int Width => 2;

        public void Score(ReadOnlySpan<float> rows, Span<double> scores)
        {
            for (var row = 0; row < scores.Length; row++)
                scores[row] = Labels.GetValueOrDefault(rows[2 * row], .5f);
        }
    }

    [Fact]
    public void Too_few_groups_or_folds_are_refused()
    {
        var rows = Rows(30, 1);
        Assert.Equal(
            "5 folds need as many groups of training rows, got 3.",
            Assert.Throws<ArgumentException>(() => Stacked.Fit(new(rows, rows), new(1))).Message
        );
        Assert.Contains(
            "Folds of StackedTrainers must be at least 2, got 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => Stacked with { Folds = 1 }).Message
        );
    }
}
