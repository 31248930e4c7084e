using Ninefold.Metrics;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

/// <summary>What every trainer must do that learns the order of rows within groups. A new one derives from this in a line.</summary>
public abstract class RankingTrainerContract
{
    /// <summary>A trainer that learns the rows of <see cref="Queries"/> quickly.</summary>
    protected abstract ITabularTrainer Trainer { get; }

    /// <summary>
    /// Groups of 2 to 15 rows with grades 0 to 4: the first column is what the grade tells, moved by an offset of the group,
    /// the second is the offset, the third noise.
    /// </summary>
    protected static LabelledRows Queries(int count, int seed)
    {
        var random = new Random(seed);
        var (values, labels, groups) = (new List<float>(), new List<float>(), new List<int>());
        for (var group = 0; group < count; group++)
        {
            var offset = random.Next(3) / 2f;
            for (var row = random.Next(2, 16); row > 0; row--)
            {
                var quality = random.NextSingle();
                values.AddRange([quality + offset + random.NextSingle() / 20, offset, random.NextSingle()]);
                labels.Add(MathF.Min(4, MathF.Floor(5 * quality)));
                groups.Add(group);
            }
        }
        return new(new(["moved", "offset", "noise"], new bool[3]), [.. values], [.. labels], [.. groups]);
    }

    private static readonly LabelledRows Train = Queries(100, 1);
    private static readonly LabelledRows Later = Queries(60, 2);

    /// <summary>nDCG over all places, in which a grade g gains 2^g − 1.</summary>
    protected static double Ndcg(ITabularModel model, LabelledRows rows)
    {
        var scores = new double[rows.Count];
        model.Score(rows.Values, scores);
        return new Ndcg(exponentialGain: true)
            .OverGroups()
            .Compute([
                .. scores.Select((s, row) => new Judged<double, double>(s, rows.Labels[row], $"{rows.Groups[row]}")),
            ]);
    }

    private double Learned(LabelledRows train) => Ndcg(Trainer.Fit(new(train, Queries(30, 3)), new(1)), Later);

    [Fact]
    public void Better_grades_come_first_in_groups_that_are_new()
    {
        Assert.InRange(Ndcg(new ByFeature("noise").Fit(new(Train, Later), new(1)), Later), .5, .8);
        Assert.InRange(Learned(Train), .95, 1);
    }

    [Fact]
    public void Groups_of_one_row_of_one_grade_or_of_nothing_relevant_do_no_harm()
    {
        var single = Train.Take([0]);
        var same = Train.Take([.. Enumerable.Range(0, 12)]);
        var (threes, nothing) = (
            same with
            {
                Labels = [.. same.Labels.Select(_ => 3f)],
            },
            same with
            {
                Labels = new float[12],
            }
        );
        var rows = single.Append(Train).Append(threes with { Groups = new int[12] }).Append(nothing).Append(single);
        Assert.InRange(Learned(rows), .95, 1);
    }

    [Fact]
    public void Weights_decide_between_groups_that_disagree()
    {
        var reversed = Queries(100, 4);
        reversed = reversed with { Labels = [.. reversed.Labels.Select(label => 4 - label)] };
        Assert.InRange(Learned(Weighed(Train, 20).Append(Weighed(reversed, 1))), .9, 1);
        Assert.InRange(Learned(Weighed(Train, 1).Append(Weighed(reversed, 20))), 0, .7);

        static LabelledRows Weighed(LabelledRows rows, float weight) =>
            rows with
            {
                Weights = [.. Enumerable.Repeat(weight, rows.Count)],
            };
    }

    [Theory]
    [InlineData(.5f)]
    [InlineData(-1f)]
    [InlineData(31f)]
    public void Labels_that_are_no_grades_are_refused(float label)
    {
        var wrong = Train with { Labels = [.. Train.Labels.Select((own, row) => row == 3 ? label : own)] };
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(new(wrong, Later), new(1)));
        Assert.Contains($"must be whole, 0 to 30, training row 3 has {label}", error.Message);
    }

    [Fact]
    public void One_grade_teaches_no_order()
    {
        var same = Train with { Labels = [.. Train.Labels.Select(_ => 2f)] };
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(new(same, Later), new(1)));
        Assert.Contains($"All {Train.Count} training rows have the label 2", error.Message);
    }

    [Fact]
    public void The_same_seed_gives_the_same_order() =>
        Assert.Equal(
            Ndcg(Trainer.Fit(new(Train, Later), new(Seed: 5)), Later),
            Ndcg(Trainer.Fit(new(Train, Later), new(Seed: 5)), Later)
        );
}
