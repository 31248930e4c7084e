using Ninefold.Models;
using Ninefold.Models.Runs;

namespace Ninefold.Tests.Models.Runs;

public sealed class RunTests : IDisposable
{
    private readonly TinyHome home = new();
    private readonly int offset = 1;

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_step_is_done_once_for_the_same_input()
    {
        foreach (var reused in new[] { false, true })
        {
            var run = home.NewRun();
            Assert.Equal(3, run.Step("sum", new[] { 1, 2 }, static (numbers, _) => numbers.Sum()));
            Assert.Equal([("sum", reused)], run.Steps.Select(s => (s.Name, s.Reused)));
        }
        var other = home.NewRun();
        Assert.Equal(4, other.Step("sum", new[] { 1, 3 }, static (numbers, _) => numbers.Sum()));
        Assert.False(other.Steps[0].Reused);
    }

    [Fact]
    public void Another_seed_or_code_does_it_again()
    {
        home.NewRun().Step("sum", 1, static (number, _) => number);
        foreach (var other in new[] { home.NewRun(seed: 2), home.NewRun(code: "other") })
        {
            other.Step("sum", 1, static (number, _) => number);
            Assert.False(other.Steps[0].Reused);
        }
    }

    [Fact]
    public void What_other_code_wrote_is_done_again_and_not_taken_for_nothing()
    {
        home.NewRun().Step("one", 1, static (_, _) => "text");
        var run = home.NewRun();
        Assert.Equal(7, run.Step("one", 1, static (_, _) => 7));
        Assert.False(run.Steps[0].Reused);
    }

    [Fact]
    public void A_step_that_captures_is_refused()
    {
        var local = 2;
        Assert.Equal("local", Captured((number, _) => number + local));
        Assert.Equal("this", Captured(Instance));
        Assert.Equal("this", CapturedThis());
        Assert.Equal(1, home.NewRun().Step("add", 1, (number, _) => number)); // captures nothing, though not marked so
        Assert.Equal(1, home.NewRun().Step("add", 1, Static));
    }

    [Fact]
    public void A_trainer_is_known_by_its_parameters()
    {
        home.NewRun().Fit("scale", new Scale(2), 10);
        var run = home.NewRun();
        Assert.Equal(
            [20, 30, 20],
            [run.Fit("scale", new Scale(2), 10), run.Fit("scale", new Scale(3), 10), run.Fit("again", new Scale(2), 10)]
        );
        Assert.Equal([true, false, true], run.Steps.Select(s => s.Reused));
    }

    [Fact]
    public void A_member_of_an_ensemble_is_trained_once()
    {
        var run = home.NewRun();
        run.Fit("alone", new Scale(2), 10);
        Assert.Equal(21, run.Fit("both", new PlusOne(new Scale(2)), 10));
        Assert.Equal(
            [("alone", false), ("both: scale", true), ("both", false)],
            run.Steps.Select(s => (s.Name, s.Reused))
        );
    }

    [Fact]
    public void Nothing_begins_once_the_run_was_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var run = home.NewRun(cancellation: stop.Token);
        Assert.Throws<OperationCanceledException>(() => run.Fit("scale", new Scale(2), 10));
        Assert.Empty(run.Steps);
    }

    [Fact]
    public void What_was_not_kept_is_an_error_that_lists_what_was()
    {
        var run = home.NewRun();
        run.Keep("catalogue", 1);
        Assert.Equal(1, run.Kept<int>("catalogue"));
        Assert.Equal(
            "Collect kept no 'films'. It kept: catalogue.",
            Assert.Throws<KeyNotFoundException>(() => run.Kept<int>("films")).Message
        );
    }

    private string CapturedThis() => Captured((number, _) => number + offset);

    private string Captured(Func<int, Run, int> work)
    {
        var message = Assert.Throws<ArgumentException>(() => home.NewRun().Step("add", 1, work)).Message;
        Assert.EndsWith("; pass it as input and write 'static'.", message);
        return message.Split("captures ")[1].Split(';')[0];
    }

    private int Instance(int number, Run run) => number + offset;

    private static int Static(int number, Run run) => number;

    public sealed record Scale(int Factor) : ITrainer<int, int>
    {
        public string Name => "scale";

        public int Fit(int data, TrainingContext context) => data * Factor;
    }

    public sealed record PlusOne(ITrainer<int, int> Inner) : ITrainer<int, int>
    {
        public string Name => "plus-one";

        public int Fit(int data, TrainingContext context) => context.Fit(Inner, data) + 1;
    }
}
