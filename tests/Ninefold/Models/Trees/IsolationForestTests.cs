using System.Text.Json;
using CsCheck;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Trees;

public class IsolationForestTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new IsolationForest { Trees = 50 };

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<IsolationForestModel>(json)!;

    // It learns no labels: the positives among these are those that lie apart.
    protected override TabularData Learnable => new(Waves(), Waves());

    // scikit-learn 1.2.1: the mean of −score_samples over 20 seeds of IsolationForest(n_estimators=200,
    // max_samples=256), whose single forests are within .026 of it; their area under the curve is .934 ± .004.
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        double[] expected =
        [
            .5183,
            .4581,
            .4118,
            .4658,
            .4647,
            .433,
            .4124,
            .4133,
            .416,
            .4079,
            .4185,
            .4757,
            .4765,
            .4327,
            .4164,
            .4561,
            .4941,
            .4424,
            .4103,
            .4078,
            .6694,
            .4156,
            .4144,
            .4513,
        ];
        var rows = Waves();
        var scores = Scores(new IsolationForest { Trees = 2000 }, rows);
        Assert.Equal(expected, scores[..24], (a, b) => Math.Abs(a - b) < .012);
        Assert.Equal(.4571, scores.Average(), .005);
        var pairs =
            from p in Enumerable.Range(0, 500)
            where rows.Labels[p] == 1
            from n in Enumerable.Range(0, 500)
            where rows.Labels[n] == 0
            select scores[p] > scores[n] ? 1.0 : 0;
        Assert.Equal(.934, pairs.Average(), .01);
    }

    [Fact]
    public void Labels_are_ignored()
    {
        var rows = Waves();
        var other = rows with { Labels = new float[500] };
        Assert.Equal(Scores(new(), rows), Scores(new(), other));
    }

    [Fact]
    public void Scores_do_not_depend_on_the_unit_of_a_column() =>
        Gen.Select(Gen.Int[-10, 10], Gen.Int[0, 99])
            .Sample(
                (power, seed) =>
                {
                    var rows = Waves();
                    // A power of two, so that nothing is rounded.
                    var scaled = rows with
                    {
                        Values = [.. rows.Values.Select(v => MathF.ScaleB(v, power))],
                    };
                    var trainer = new IsolationForest { Trees = 10 };
                    Assert.Equal(Scores(trainer, rows, seed), Scores(trainer, scaled, seed));
                },
                iter: 20,
                threads: 1
            );

    [Fact]
    public void Whatever_the_rows_scores_are_above_0_and_below_1() =>
        Gen.Float[-1e30f, 1e30f]
            .Array[2, 80]
            .Sample(
                values =>
                {
                    for (var i = 0; i < values.Length; i += 5)
                        values[i] = i % 2 == 0 ? float.NaN : values[^1];
                    var rows = new LabelledRows(
                        new(["a"], [false]),
                        values,
                        new float[values.Length],
                        [.. Enumerable.Range(0, values.Length)]
                    );
                    Assert.All(
                        Scores(new IsolationForest { Trees = 5 }, rows),
                        score => Assert.InRange(score, double.Epsilon, .999999)
                    );
                },
                iter: 200
            );

    [Fact]
    public void Rows_and_parameters_that_cannot_be_used_are_refused_clearly()
    {
        var one = Rows(1, 1);
        Assert.Contains(
            "needs at least 2 training rows, got 1",
            Assert.Throws<ArgumentException>(() => new IsolationForest().Fit(new(one, one), new(1))).Message
        );
        Assert.Contains(
            "SampleRows of IsolationForest must be 2 to 1000000, got 1.",
            Assert.Throws<ArgumentOutOfRangeException>(() => new IsolationForest { SampleRows = 1 }).Message
        );
    }

    private static double[] Scores(IsolationForest trainer, LabelledRows rows, int seed = 1)
    {
        var scores = new double[rows.Count];
        trainer.Fit(new(rows, rows), new(seed)).Score(rows.Values, scores);
        return scores;
    }

    private static LabelledRows Waves()
    {
        var (values, labels) = (new float[500 * 3], new float[500]);
        for (var i = 0; i < 500; i++)
        {
            labels[i] = i % 20 == 0 ? 1 : 0;
            for (var j = 0; j < 3; j++)
                values[i * 3 + j] = (float)(
                    Math.Sin(i * (j + 1) * 1.3 + j)
                    + Math.Cos(i * .7 * (j + 2)) * .5
                    + labels[i] * 2.2 * Math.Sin(i * (j + 1))
                );
        }
        return new(new(["a", "b", "c"], new bool[3]), values, labels, [.. Enumerable.Range(0, 500)]);
    }
}
