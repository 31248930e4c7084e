using Ninefold.Models.Tuning;

namespace Ninefold.Tests.Models.Tuning;

public class RandomSearchTests
{
    internal sealed record Knobs(int Whole = 0, double Rate = 1, double Share = 0, string Kind = "a");

    internal static SearchSpace<Knobs> Space { get; } =
        new()
        {
            { "whole", new IntegerRange(1, 9), (knobs, value) => knobs with { Whole = value } },
            { "rate", new LogUniform(.001, 10), (knobs, value) => knobs with { Rate = value } },
            { "share", new Uniform(-1, 1), (knobs, value) => knobs with { Share = value } },
            { "kind", new Choice<string>("a", "b"), (knobs, value) => knobs with { Kind = value } },
        };

    private static double Objective(Knobs knobs) =>
        -Math.Abs(Math.Log10(knobs.Rate) + 2) - Math.Abs(knobs.Share - .5) + (knobs.Kind == "b" ? 1 : 0);

    [Fact]
    public void The_same_seed_tries_the_same_and_another_seed_something_else()
    {
        var search = new RandomSearch(30);
        var one = search.Run(Space, new Knobs(), Objective, new(4), TimeProvider.System);
        var two = search.Run(Space, new Knobs(), Objective, new(4), TimeProvider.System);
        var other = search.Run(Space, new Knobs(), Objective, new(5), TimeProvider.System);
        Assert.Equal(one.Trials.Select(t => t.Trainer), two.Trials.Select(t => t.Trainer));
        Assert.NotEqual(one.Trials[1].Trainer, other.Trials[1].Trainer);
        Assert.Equal(30, one.Trials.Count);
        Assert.Equal(one.Trials.MaxBy(t => t.Value), one.Best);
        Assert.True(one.Best.Value > Objective(new Knobs()));
    }

    [Fact]
    public void The_start_is_tried_first_and_draws_stay_in_their_ranges()
    {
        var report = new RandomSearch(300).Run(Space, new Knobs(7), Objective, new(1), TimeProvider.System);
        Assert.Equal((new Knobs(7), 0), (report.Trials[0].Trainer, report.Trials[0].Parameters.Count));
        var drawn = report.Trials.Skip(1).ToList();
        Assert.All(
            drawn,
            trial =>
            {
                Assert.InRange(trial.Trainer.Whole, 1, 9);
                Assert.InRange(trial.Trainer.Rate, .001, 10);
                Assert.InRange(trial.Trainer.Share, -1, 1);
                Assert.Equal($"{trial.Trainer.Rate}", trial.Parameters["rate"]);
            }
        );
        Assert.Equal(9, drawn.Select(t => t.Trainer.Whole).Distinct().Count());
        Assert.InRange(drawn.Count(t => t.Trainer.Rate < .1), 120, 180); // half of the orders of magnitude
    }

    [Fact]
    public void It_ends_when_patience_is_over_and_goes_either_way()
    {
        var values = new Queue<double>([5, 4, double.NaN, 3, 6, 6, 7, 1]);
        var options = new SearchOptions(Patience: 3, HigherIsBetter: false);
        var report = new RandomSearch(100, options).Run(
            Space,
            new Knobs(),
            _ => values.Dequeue(),
            new(1),
            TimeProvider.System
        );
        Assert.Equal([5, 4, double.NaN, 3, 6, 6, 7], report.Trials.Select(t => t.Value));
        Assert.Equal(3, report.Best.Value);
    }

    [Fact]
    public void Cancellation_is_obeyed_and_progress_is_told()
    {
        using var source = new CancellationTokenSource();
        var progress = new Shares();
        Assert.Throws<OperationCanceledException>(() =>
            new RandomSearch(10).Run(
                Space,
                new Knobs(),
                _ =>
                {
                    if (progress.Told.Count == 3)
                        source.Cancel();
                    return 1;
                },
                new(1, Progress: progress, Cancellation: source.Token),
                TimeProvider.System
            )
        );
        Assert.Equal([.1, .2, .3, .4], progress.Told);
    }

    [Fact]
    public void Nothing_finite_and_wrong_parameters_are_refused()
    {
        Assert.Throws<InvalidOperationException>(() =>
            new RandomSearch(2).Run(Space, new Knobs(), _ => double.NaN, new(1), TimeProvider.System)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSearch(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions(Patience: 0));
        Assert.Throws<ArgumentException>(() => new Uniform(1, 1));
        Assert.Throws<ArgumentException>(() => new LogUniform(0, 1));
        Assert.Throws<ArgumentException>(() => new IntegerRange(3, 2));
        Assert.Throws<ArgumentException>(() => new Choice<int>());
        Assert.Throws<ArgumentException>(() => Space.Add("rate", new Uniform(0, 1), (knobs, _) => knobs));
    }

    private sealed class Shares : IProgress<double>
    {
        public List<double> Told { get; } = [];

        public void Report(double value) => Told.Add(value);
    }
}
