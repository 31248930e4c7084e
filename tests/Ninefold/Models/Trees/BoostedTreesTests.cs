using System.Text.Json;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class BoostedTreesTests : TabularTrainerContract
{
    private static readonly TabularData Data = new(Rows(600, 1), Rows(200, 2));
    private static readonly BoostedTrees Small = new() { Rounds = 40, Leaves = 7 };

    protected override ITabularTrainer Trainer => Small with { RowShare = .8, ColumnShare = .8 };

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<TreeEnsemble>(json)!;

    [Theory]
    [InlineData(TreeObjective.Binary)]
    [InlineData(TreeObjective.LambdaRank)]
    [InlineData(TreeObjective.Regression)]
    [InlineData(TreeObjective.Quantile)]
    [InlineData(TreeObjective.XeNdcg)]
    public void Scores_are_those_of_LightGBM_itself(TreeObjective objective)
    {
        var train = Data.Train with { Weights = [.. Enumerable.Range(0, 600).Select(i => 1f + i % 3)] };
        var model = (Small with { Objective = objective, Patience = 0 }).Fit(new(train, Data.Validation), new(3));
        var later = Rows(500, 9);
        var values = later.Values.ToArray();
        for (var i = 0; i < values.Length; i += 7)
            values[i] = new[] { 0, -0f, 1e-36f, -3, 99, 2.5f, float.MaxValue }[i % 5]; // unseen codes among them
        var scores = new double[500];
        model.Score(values, scores);
        Assert.Equal(
            NativeLightGbm.Predict(model.Text, values, model.Width),
            scores,
            (a, b) => Math.Abs(a - b) < 1e-12
        );
    }

    [Fact]
    public void Training_stops_early_and_keeps_the_best_round()
    {
        var trainer = Small with { Rounds = 300, LearningRate = .3, Patience = 5 };
        var losses = Enumerable
            .Range(1, 40)
            .Select(rounds => LogLoss((trainer with { Rounds = rounds, Patience = 0 }).Fit(Data, new(1))))
            .ToList();
        var stopped = trainer.Fit(Data, new(1));
        Assert.InRange(stopped.Trees, 2, 34);
        Assert.Equal(losses.Min(), LogLoss(stopped), 9);
        Assert.Equal(losses.IndexOf(losses.Min()) + 1, stopped.Trees);
    }

    [Fact]
    public void Category_codes_are_split_as_sets_and_importance_finds_what_matters()
    {
        var importance = Small.Fit(Data, new(1)).Importance();
        Assert.Equal(4, importance.Gain.Length);
        Assert.True(importance.Gain[0] > importance.Gain[3] && importance.Splits[0] > 0);
        var coded = Small with { Rounds = 1, Leaves = 2, Patience = 0 };
        var only = Data.Train with { Values = [.. Data.Train.Values.Select((v, i) => i % 4 == 2 ? v : 0)] };
        var stump = coded.Fit(new(only, only), new(1));
        var scores = new double[5];
        stump.Score([.. Enumerable.Range(0, 5).SelectMany(code => new[] { 0, 0, (float)code, 0 })], scores);
        Assert.Equal([false, true, false, true, false], scores.Select(score => score > scores.Average()));
    }

    [Fact]
    public void Ranking_learns_within_groups()
    {
        // The label depends on the rank within the group; the column's offset is the group's own.
        var random = new Random(5);
        var (values, labels, groups) = (new List<float>(), new List<float>(), new List<int>());
        for (var group = 0; group < 60; group++)
        {
            var offset = random.NextSingle() * 100;
            for (var item = 0; item < 8; item++)
            {
                values.AddRange([item, offset]);
                labels.Add(item / 3);
                groups.Add(group);
            }
        }
        var rows = new LabelledRows(new(["item", "offset"], [false, false]), [.. values], [.. labels], [.. groups]);
        var model = (Small with { Objective = TreeObjective.LambdaRank }).Fit(new(rows, rows), new(1));
        var scores = new double[3];
        model.Score([0, 50, 4, 50, 7, 50], scores);
        Assert.True(scores[0] < scores[1] && scores[1] < scores[2]);
    }

    [Fact]
    public void Positive_weight_raises_probabilities() =>
        Assert.True(Mean(Small with { PositiveWeight = 5 }) > Mean(Small) + .1);

    [Fact]
    public void Balanced_classes_are_as_likely_as_each_other()
    {
        // A positive counts a tenth.
        var rare = Data.Train with
        {
            Weights = [.. Data.Train.Labels.Select(label => label == 1 ? .1f : 1)],
        };
        var plain = Small.Fit(new(rare, Data.Validation), new(1));
        var balanced = (Small with { Balanced = true }).Fit(new(rare, Data.Validation), new(1));
        var scores = new double[600];
        plain.Score(Data.Train.Values, scores);
        Assert.InRange(scores.Average(), .05, .35);
        balanced.Score(Data.Train.Values, scores);
        Assert.InRange(scores.Average(), .4, .6);
    }

    [Fact]
    public void Focal_loss_without_focus_is_log_loss()
    {
        var focal = Small with { Objective = TreeObjective.Focal, Focus = 0, Rounds = 200 };
        Assert.Equal(LogLoss(Small.Fit(Data, new(1))), LogLoss(focal.Fit(Data, new(1))), .01);
    }

    [Fact]
    public void Focal_loss_ranks_as_well_and_is_less_certain()
    {
        var focal = Small with { Objective = TreeObjective.Focal };
        var model = focal.Fit(Data, new(1));
        var scores = Scores(focal);
        Assert.Equal(
            NativeLightGbm.Predict(model.Text, Data.Validation.Values, 4),
            scores,
            (a, b) => Math.Abs(a - b) < 1e-12
        );
        Assert.True(Auc(scores) > Auc(Scores(Small)) - .02);
        Assert.True(Certainty(scores) < .8 * Certainty(Scores(Small)));
        Assert.InRange(model.Trees, 2, 40);

        static double Certainty(double[] scores) => scores.Average(score => Math.Abs(score - .5));
        static double Auc(double[] scores) =>
            (
                from p in Enumerable.Range(0, 200)
                where Data.Validation.Labels[p] == 1
                from n in Enumerable.Range(0, 200)
                where Data.Validation.Labels[n] == 0
                select scores[p] > scores[n] ? 1.0 : 0
            ).Average();
    }

    [Fact]
    public void Rows_that_cannot_be_learned_are_refused_clearly()
    {
        var none = new LabelledRows(Data.Train.Schema, [], [], []);
        Assert.Contains("training rows cannot be used: there are no rows", Refused(Small, none, Data.Validation));
        Assert.Contains("validation rows cannot be used: there are no rows", Refused(Small, Data.Train, none));
        Assert.Contains("All 600 training rows have the label 0", Refused(Small, Labelled(_ => 0), Data.Validation));
        Assert.Contains("row 3 has NaN", Refused(Small, Labelled(i => i == 3 ? float.NaN : i % 2), Data.Validation));
        Assert.Contains(
            "must be whole, 0 to 1, training row 2 has 2",
            Refused(Small, Labelled(i => i), Data.Validation)
        );
        var ranker = Small with { Objective = TreeObjective.LambdaRank };
        Assert.Contains(
            "must be whole, 0 to 30, training row 1 has 0.5",
            Refused(ranker, Labelled(i => i / 2f), Data.Validation)
        );
        Assert.Equal(4, (Small with { Patience = 0 }).Fit(new(Data.Train, none), new(1)).Width);

        static LabelledRows Labelled(Func<int, float> label) =>
            Data.Train with
            {
                Labels = [.. Enumerable.Range(0, 600).Select(label)],
            };
        static string Refused(BoostedTrees trees, LabelledRows train, LabelledRows validation) =>
            Assert.Throws<ArgumentException>(() => trees.Fit(new(train, validation), new(1))).Message;
    }

    [Fact]
    public void Nothing_to_split_gives_the_mean()
    {
        var rows = Data.Train with { Values = new float[600 * 4] };
        var model = Small.Fit(new(rows, rows), new(1));
        var scores = new double[1];
        model.Score(new float[4], scores);
        Assert.Equal(rows.Labels.Average(), scores[0], 5);
    }

    [Fact]
    public void The_learning_rate_falls_from_tree_to_tree()
    {
        // Whatever the trees, the first is taken in full and the third by the final rate: stumps of one split tell.
        var stumps = Small with
        {
            Rounds = 3,
            Leaves = 2,
            Patience = 0,
            LearningRate = .5,
        };
        var falling = stumps with { FallingRounds = 2, FinalLearningRate = .01 };
        var (first, whole) = (stumps with { Rounds = 1 }, falling with { Rounds = 1 });
        Assert.Equal(Scores(first), Scores(whole));
        var third = Scores(falling).Zip(Scores(falling with { Rounds = 2 }), (a, b) => Math.Abs(a - b)).Max();
        var kept = Scores(stumps).Zip(Scores(stumps with { Rounds = 2 }), (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(third / kept, .005, .06); // .02 but for the second tree, which was taken by half
    }

    [Fact]
    public void Parameters_are_validated_when_set()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new BoostedTrees { Leaves = 1 });
        Assert.Contains("Leaves of BoostedTrees must be 2 to 131072, got 1.", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Small with { LearningRate = double.NaN });
    }

    [Fact]
    public void A_missing_native_library_says_what_to_install() =>
        Assert.Contains(
            "install libgomp1",
            Assert.Throws<DllNotFoundException>(() => LightGbm.Load("no_such_library")).Message
        );

    [Theory]
    [InlineData(.1)]
    [InlineData(.8)]
    public void That_share_of_the_labels_lies_below_the_quantile(double quantile)
    {
        var rows = WaveRows.Quantities();
        var trees = new BoostedTrees
        {
            Objective = TreeObjective.Quantile,
            Quantile = quantile,
            Rounds = 50,
            Patience = 0,
        };
        var scores = new double[rows.Count];
        trees.Fit(new(rows, rows), new(1)).Score(rows.Values, scores);
        Assert.Equal(quantile, scores.Zip(rows.Labels, (score, label) => label <= score ? 1.0 : 0).Average(), .05);
    }

    private static double Mean(BoostedTrees trees) => Scores(trees).Average();

    private static double[] Scores(BoostedTrees trees)
    {
        var scores = new double[200];
        trees.Fit(Data, new(1)).Score(Data.Validation.Values, scores);
        return scores;
    }

    private static double LogLoss(TreeEnsemble model)
    {
        var scores = new double[200];
        model.Score(Data.Validation.Values, scores);
        return scores
            .Zip(Data.Validation.Labels, (score, label) => -Math.Log(label == 1 ? score : 1 - score))
            .Average();
    }
}
