using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;
using Ninefold.Tests;
using Ninefold.Torch.Tasks;
using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tests.Tasks;

/// <summary>What every trainer of several tasks must do.</summary>
public abstract class TaskTrainerContract
{
    protected static readonly TaskHead Opened = new("opened");
    protected static readonly TaskHead Minutes = new("minutes", Loss.Squared);
    protected static readonly NeuralTraining Quick = new(Epochs: 30, BatchSize: 64, LearningRate: .005, Patience: 8);

    protected static readonly NeuralTraining Patient = new(Epochs: 60, BatchSize: 64, LearningRate: .02, Patience: 20);

    private static readonly TaskData Data = new(Rows(1500, 1), Rows(500, 2));

    /// <summary>A trainer that learns the rows of <see cref="Rows"/> quickly.</summary>
    protected abstract ITrainer<TaskData, OnnxTaskModel> Trainer(params IReadOnlyList<TaskHead> tasks);

    /// <summary>
    /// Both labels tell of one interest, a wave over two columns: whether something is opened, and for how many minutes. The third
    /// column is a code that moves the interest, the fourth noise; one value in twenty is missing. Only in so many rows are the
    /// minutes known.
    /// </summary>
    protected static TaskRows Rows(int count, int seed, int known = int.MaxValue)
    {
        var random = new Random(seed);
        var (values, opened, minutes) = (new float[count * 4], new float[count], new float[count]);
        for (var row = 0; row < count; row++)
        {
            var x = values.AsSpan(row * 4, 4);
            for (var column = 0; column < 4; column++)
                x[column] = column == 2 ? random.Next(4) : random.NextSingle() * 2 - 1;
            var interest = Math.Sin(3 * x[0] + 2 * x[1]) + (x[2] == 3 ? .5 : 0);
            opened[row] = interest + .4 * (random.NextDouble() - .5) > .1 ? 1 : 0;
            minutes[row] = row < known ? (float)(30 + 10 * interest + 2 * (random.NextDouble() - .5)) : float.NaN;
            foreach (ref var value in x)
                if (random.Next(20) == 0)
                    value = float.NaN;
        }
        return new(
            new FeatureSchema(["a", "b", "code", "noise"], [false, false, true, false]),
            values,
            [opened, minutes]
        );
    }

    private OnnxTaskModel Fitted(int threads = 1) => Trainer(Opened, Minutes).Fit(Data, new(7, threads));

    private static double[] Answers(OnnxTaskModel model, TaskRows rows)
    {
        var answers = new double[rows.Count * model.Tasks.Count];
        model.Answer(rows.Values, answers);
        return answers;
    }

    /// <summary>The mean squared error of the minutes, which are the last task.</summary>
    protected static double Error(OnnxTaskModel model, TaskRows rows)
    {
        var (answers, tasks) = (Answers(model, rows), model.Tasks.Count);
        return Enumerable
            .Range(0, rows.Count)
            .Average(row => Math.Pow(answers[row * tasks + tasks - 1] - rows.Labels[^1][row], 2));
    }

    /// <summary>Two tasks with nothing in common: each repeats a column of its own.</summary>
    protected static IReadOnlyList<TaskHead> Sides(double left, double right) =>
        [new("left", Loss.Squared, left), new("right", Loss.Squared, right)];

    /// <summary>The mean squared errors of both; of the mean alone it is a third.</summary>
    protected static (double Left, double Right) Conflict(ITrainer<TaskData, OnnxTaskModel> trainer)
    {
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 1600).Select(_ => random.NextSingle() * 2 - 1)];
        float[][] labels = [.. Enumerable.Range(0, 2).Select(c => values.Where((_, i) => i % 2 == c).ToArray())];
        var rows = new TaskRows(new FeatureSchema(["left", "right"], new bool[2]), values, labels);
        var answers = Answers(trainer.Fit(new(rows, rows), new(1)), rows);
        var errors = answers.Zip(values, (a, v) => (a - v) * (a - v)).ToList();
        return (errors.Where((_, i) => i % 2 == 0).Average(), errors.Where((_, i) => i % 2 == 1).Average());
    }

    [Fact]
    public void Every_task_is_learned_and_has_an_output_of_its_own()
    {
        var model = Fitted();
        Assert.Equal(["opened", "minutes"], model.Network.Outputs);
        Assert.Equal(["opened", "minutes"], model.Tasks);
        var answers = Answers(model, Data.Validation);
        var right = Enumerable
            .Range(0, Data.Validation.Count)
            .Average(row => answers[2 * row] > .5 == (Data.Validation.Labels[0][row] == 1) ? 1.0 : 0);
        Assert.InRange(right, .8, 1);
        Assert.All(answers.Where((_, i) => i % 2 == 0), chance => Assert.InRange(chance, 0, 1));
        Assert.InRange(Error(model, Data.Validation), 0, 25); // the mean alone is off by 55
    }

    [Fact]
    public void The_same_seed_gives_the_same_answers_on_one_thread_or_two() =>
        Assert.Equal(Answers(Fitted(1), Data.Validation), Answers(Fitted(2), Data.Validation));

    [Fact]
    public void It_is_a_part_of_a_release_alone_and_as_a_score()
    {
        var model = Fitted();
        var saved = PartSerializer.Write(model);
        var loaded = PartSerializer.Read<OnnxTaskModel>(saved);
        Assert.Equal(Answers(model, Data.Validation), Answers(loaded, Data.Validation));
        Assert.Equal(saved, PartSerializer.Write(loaded));
        ITabularModel worth = model.Weighted(new Dictionary<string, double> { ["opened"] = 5, ["minutes"] = .5 });
        worth = PartSerializer.Read<ITabularModel>(PartSerializer.Write(worth));
        var scores = new double[Data.Validation.Count];
        worth.Score(Data.Validation.Values, scores);
        var answers = Answers(model, Data.Validation);
        Assert.Equal(scores.Index().Select(s => 5 * answers[2 * s.Index] + .5 * answers[2 * s.Index + 1]), scores);
    }

    [Fact]
    public void Answering_allocates_nothing()
    {
        var model = Fitted();
        var answers = new double[1000];
        Allocations.AreNone(() => model.Answer(Data.Validation.Values, answers));
    }

    [Fact]
    public void Missing_values_and_categories_never_seen_have_finite_answers()
    {
        var answers = new double[4];
        Fitted().Answer([float.NaN, float.NaN, float.NaN, float.NaN, .1f, .2f, 70_000, .3f], answers);
        Assert.All(answers, answer => Assert.True(double.IsFinite(answer)));
    }

    [Fact]
    public void Inputs_stay_as_they_were_and_cancellation_is_obeyed()
    {
        Fitted();
        Assert.Equal(Rows(1500, 1).Values, Data.Train.Values);
        Assert.Equal(Rows(1500, 1).Labels[1], Data.Train.Labels[1]);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            Trainer(Opened, Minutes).Fit(Data, new(1, Cancellation: new CancellationToken(canceled: true)))
        );
    }

    [Fact]
    public void Rows_that_cannot_be_learned_are_refused()
    {
        var train = Data.Train;
        Assert.Contains(
            "need labels for 2 tasks (opened, minutes), got 1",
            Refused(train with { Labels = [train.Labels[0]] })
        );
        Assert.Contains("training row 0 has 30", Refused(train with { Labels = [Filled(30), train.Labels[1]] }));
        Assert.Contains(
            "has a label of minutes",
            Refused(train with { Labels = [train.Labels[0], Filled(float.NaN)] })
        );
        Assert.Contains("need 4 values, got 6000", Refused(train with { Labels = [train.Labels[0], [1]] }));
        Assert.Contains("weights must be finite", Refused(train with { Weights = Filled(0) }));

        static float[] Filled(float value) => [.. Enumerable.Repeat(value, 1500)];
        string Refused(TaskRows rows) =>
            Assert
                .Throws<ArgumentException>(() => Trainer(Opened, Minutes).Fit(new(rows, Data.Validation), new(1)))
                .Message;
    }

    [Fact]
    public void All_that_is_wrong_with_the_tasks_is_said_at_once()
    {
        var message = Assert
            .Throws<ArgumentException>(() => Trainer(Opened with { Weight = 0 }, Opened, new TaskHead("")))
            .Message;
        Assert.Contains("Weight of opened must be finite and above 0, got 0", message);
        Assert.Contains("Tasks must differ, got opened twice", message);
        Assert.Contains("Tasks must have a name", message);
        Assert.Contains("Tasks must be at least one", Assert.Throws<ArgumentException>(() => Trainer()).Message);
    }
}

public sealed class SharedBottomTests : TaskTrainerContract
{
    protected override ITrainer<TaskData, OnnxTaskModel> Trainer(params IReadOnlyList<TaskHead> tasks) =>
        new SharedBottom(tasks) { Training = Quick };

    [Fact]
    public void A_task_of_few_labels_learns_from_the_other()
    {
        var (train, validation) = (Rows(3000, 3, known: 60), Rows(500, 4, known: 60));
        var alone = new TaskData(
            train with
            {
                Labels = [train.Labels[1]],
            },
            validation with
            {
                Labels = [validation.Labels[1]],
            }
        );
        var test = Rows(1000, 5);
        var single = Error(Trainer(Minutes).Fit(alone, new(1)), test with { Labels = [test.Labels[1]] });
        var shared = Error(Trainer(Opened, Minutes).Fit(new(train, validation), new(1)), test);
        Assert.True(shared < .75 * single, $"{shared} beside {single}");
    }

    [Fact]
    public void The_weight_of_a_loss_decides_what_a_narrow_middle_is_for()
    {
        var (left, right) = Conflict(Narrow(20, 1));
        Assert.True(left < .1 * right, $"{left}, {right}");
        (left, right) = Conflict(Narrow(1, 20));
        Assert.True(right < .1 * left, $"{left}, {right}");

        static SharedBottom Narrow(double left, double right) =>
            new(Sides(left, right)) { Hidden = [1], Training = Patient };
    }
}

public sealed class MixtureOfExpertsTests : TaskTrainerContract
{
    protected override ITrainer<TaskData, OnnxTaskModel> Trainer(params IReadOnlyList<TaskHead> tasks) =>
        new MixtureOfExperts(tasks) { Training = Quick };

    [Fact]
    public void Tasks_that_share_nothing_have_experts_of_their_own()
    {
        var (left, right) = Conflict(new SharedBottom(Sides(1, 1)) { Hidden = [1], Training = Patient });
        Assert.InRange(left + right, .2, 1); // one number cannot tell of both
        (left, right) = Conflict(new MixtureOfExperts(Sides(1, 1), Experts: 6) { Hidden = [1], Training = Patient });
        Assert.InRange(left + right, 0, .1);
    }

    [Fact]
    public void Experts_need_a_layer() =>
        Assert.Throws<ArgumentException>(() => new MixtureOfExperts([Opened]) { Hidden = [] });
}
