using System.Text.Json;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

/// <summary>What every tabular trainer and its models must do. A new trainer derives from this in a dozen lines.</summary>
public abstract class TabularTrainerContract
{
    /// <summary>A trainer that learns the rows of <see cref="Rows"/> quickly.</summary>
    protected abstract ITabularTrainer Trainer { get; }

    /// <summary>Reads the model type back from what was saved.</summary>
    protected abstract ITabularModel Load(string json);

    /// <summary>Saves a model as text: JSON, but for models that hold others behind an interface.</summary>
    protected virtual string Save(ITabularModel model) => JsonSerializer.Serialize<object>(model);

    /// <summary>How far the score of a row may depend on the rows beside it: 0 but for matrix products of another order.</summary>
    protected virtual double Tolerance => 0;

    /// <summary>Rows that the trainer learns to rank; of its own where it learns no labels.</summary>
    protected virtual TabularData Learnable => Data;

    /// <summary>Four columns: two that tell the label, a category code, noise; one value in ten is missing.</summary>
    public static LabelledRows Rows(int count, int seed)
    {
        var random = new Random(seed);
        var (values, labels) = (new float[count * 4], new float[count]);
        for (var row = 0; row < count; row++)
        {
            var x = values.AsSpan(row * 4, 4);
            for (var column = 0; column < 4; column++)
                x[column] = column == 2 ? random.Next(5) : random.NextSingle() * 2 - 1;
            var logit = 3 * x[0] + 2 * x[1] * x[1] + (x[2] is 1 or 3 ? 1 : -1);
            labels[row] = random.NextDouble() < 1 / (1 + Math.Exp(-logit)) ? 1 : 0;
            foreach (ref var value in x)
                if (random.Next(10) == 0)
                    value = float.NaN;
        }
        var schema = new FeatureSchema(["slope", "curve", "code", "noise"], [false, false, true, false]);
        return new(schema, values, labels, [.. Enumerable.Range(0, count).Select(row => row / 10)]);
    }

    private static readonly TabularData Data = new(Rows(600, 1), Rows(200, 2));

    private static double[] Scores(ITabularModel model, LabelledRows? rows = null)
    {
        rows ??= Data.Validation;
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        return scores;
    }

    [Fact]
    public void The_same_seed_gives_the_same_scores_on_one_thread_or_two() =>
        Assert.Equal(
            Scores(Trainer.Fit(Data, new(Seed: 7, Threads: 1))),
            Scores(Trainer.Fit(Data, new(Seed: 7, Threads: 2)))
        );

    [Fact]
    public void A_saved_model_scores_the_same_to_the_bit()
    {
        var model = Trainer.Fit(Data, new(1));
        var saved = Save(model);
        Assert.Equal(Scores(model), Scores(Load(saved)));
        Assert.Equal(saved, Save(Load(saved)));
    }

    [Fact]
    public void It_learns_to_rank_positives_above_negatives()
    {
        var scores = Scores(Trainer.Fit(Learnable, new(1)), Learnable.Validation);
        var labels = Learnable.Validation.Labels;
        var pairs =
            from p in Enumerable.Range(0, labels.Length)
            where labels[p] == 1
            from n in Enumerable.Range(0, labels.Length)
            where labels[n] == 0
            select scores[p] > scores[n] ? 1.0 : 0;
        Assert.InRange(pairs.Average(), .7, 1);
    }

    [Fact]
    public void Rows_of_nothing_but_missing_values_have_a_finite_score()
    {
        var scores = new double[3];
        Trainer.Fit(Data, new(1)).Score(Enumerable.Repeat(float.NaN, 12).ToArray(), scores);
        Assert.All(scores, score => Assert.True(double.IsFinite(score)));
    }

    [Fact]
    public void Inputs_stay_as_they_were()
    {
        var data = new TabularData(Rows(600, 1), Rows(200, 2));
        Scores(Trainer.Fit(data, new(1)), data.Validation);
        Assert.Equal(Rows(600, 1).Values, data.Train.Values);
        Assert.Equal(Rows(600, 1).Labels, data.Train.Labels);
        Assert.Equal(Rows(200, 2).Values, data.Validation.Values);
    }

    [Fact]
    public void One_row_many_rows_and_many_threads_agree()
    {
        var model = Trainer.Fit(Data, new(1));
        var expected = Scores(model);
        Parallel.For(
            0,
            8,
            _ =>
            {
                Assert.Equal(expected, Scores(model));
                var one = new double[1];
                for (var row = 0; row < expected.Length; row++)
                {
                    model.Score(Data.Validation.Row(row), one);
                    Assert.InRange(Math.Abs(expected[row] - one[0]), 0, Tolerance);
                }
            }
        );
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var model = Trainer.Fit(Data, new(1));
        var scores = Scores(model);
        Allocations.AreNone(() =>
        {
            for (var i = 0; i < 10; i++)
                model.Score(Data.Validation.Values, scores);
        });
    }

    [Fact]
    public void Cancellation_is_obeyed() =>
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Trainer.Fit(Data, new(1, Cancellation: new CancellationToken(canceled: true)))
        );

    [Fact]
    public void Rows_of_another_width_are_refused()
    {
        var model = Trainer.Fit(Data, new(1));
        Assert.Equal(4, model.Width);
        var error = Assert.Throws<ArgumentException>(() => model.Score(new float[6], new double[2]));
        Assert.Contains("2 rows of 4 columns need 8 values, got 6", error.Message);
    }

    [Fact]
    public void The_name_is_short_and_lower_case() => Assert.Matches("^[a-z][a-z0-9-]{2,30}$", Trainer.Name);

    [Fact]
    public void All_that_is_wrong_with_the_rows_is_said()
    {
        var train = Data.Train;
        float[] values = [.. train.Values];
        float[] labels = [.. train.Labels];
        var weights = Enumerable.Repeat(1f, train.Count).ToArray();
        (values[5], labels[6], weights[7]) = (float.PositiveInfinity, float.NaN, -1);
        var wrong = train with { Values = values, Labels = labels, Weights = weights };
        var message = Assert.Throws<ArgumentException>(() => Trainer.Fit(Data with { Train = wrong }, new(1))).Message;
        Assert.Contains("labels must be finite, row 6 has NaN", message);
        Assert.Contains("values must be finite or NaN, value 5 is", message);
        Assert.Contains("weights must be finite and above 0, row 7 has -1", message);
        var nothing = train with { Weights = new float[train.Count] };
        message = Assert.Throws<ArgumentException>(() => Trainer.Fit(Data with { Train = nothing }, new(1))).Message;
        Assert.Contains("weights must be finite and above 0, row 0 has 0", message);
    }

    [Fact]
    public void Columns_that_never_vary_or_are_never_known_do_no_harm()
    {
        var (train, validation) = (Useless(Data.Train), Useless(Data.Validation));
        var model = Trainer.Fit(new(train, validation), new(1));
        Assert.All(Scores(model, validation), score => Assert.True(double.IsFinite(score)));

        static LabelledRows Useless(LabelledRows rows) =>
            rows with
            {
                Values =
                [
                    .. rows.Values.Select(
                        (value, i) =>
                            i % 4 == 1 ? float.NaN
                            : i % 4 == 3 ? 7
                            : value
                    ),
                ],
            };
    }

    [Fact]
    public void More_columns_than_rows_give_finite_scores()
    {
        const int Wide = 90;
        var random = new Random(5);
        var rows = new LabelledRows(
            new([.. Data.Train.Schema.Names, .. Enumerable.Range(4, Wide - 4).Select(j => $"c{j}")], new bool[Wide]),
            [.. Enumerable.Range(0, 40 * Wide).Select(_ => random.NextSingle())],
            [.. Enumerable.Range(0, 40).Select(i => (float)(i % 2))],
            [.. Enumerable.Range(0, 40).Select(i => i / 4)]
        );
        Assert.All(Scores(Trainer.Fit(new(rows, rows), new(1)), rows), score => Assert.True(double.IsFinite(score)));
    }

    [Fact]
    public void A_category_never_seen_has_a_finite_score()
    {
        var scores = new double[2];
        Trainer.Fit(Data, new(1)).Score([.1f, .2f, 5, .3f, .1f, .2f, 70_000, .3f], scores);
        Assert.All(scores, score => Assert.True(double.IsFinite(score)));
    }

    [Fact]
    public void One_class_only_is_learned_or_refused_with_its_label()
    {
        var same = Data.Train with { Labels = [.. Data.Train.Labels.Select(_ => 1f)] };
        var data = new TabularData(same, Data.Validation);
        if (Record.Exception(() => Trainer.Fit(data, new(1))) is { } refused)
            Assert.Contains("label 1", Assert.IsType<ArgumentException>(refused).Message, StringComparison.Ordinal);
        else
            Assert.All(Scores(Trainer.Fit(data, new(1))), score => Assert.True(double.IsFinite(score)));
    }
}
