using Ninefold.Models.Tuning;
using static Ninefold.Tests.Models.Tuning.RandomSearchTests;

namespace Ninefold.Tests.Models.Tuning;

public class HalvingSearchTests
{
    // What little work shows is what all of it shows, with a bias that shrinks.
    private static double Objective(Knobs knobs, double budget) => -Math.Abs(knobs.Share - .5) - (1 - budget);

    [Fact]
    public void One_in_three_goes_on_with_three_times_the_work()
    {
        var report = new HalvingSearch(27).Run(Space, new Knobs(), Objective, new(1), TimeProvider.System);
        Assert.Equal(
            [(1 / 27.0, 27), (1 / 9.0, 9), (1 / 3.0, 3), (1.0, 1)],
            report.Trials.CountBy(t => Math.Round(t.Budget, 12)).Select(b => (b.Key, b.Value)),
            (a, b) => Math.Abs(a.Item1 - b.Item1) < 1e-9 && a.Item2 == b.Item2
        );
        var first = report.Trials.Where(t => t.Budget < .04).MaxBy(t => t.Value)!;
        Assert.Equal(first.Trainer, report.Best.Trainer);
        Assert.Equal(1, report.Best.Budget);
    }

    [Fact]
    public void The_best_has_had_all_the_work_even_where_less_work_had_a_better_value()
    {
        var report = new HalvingSearch(9, 1 / 9.0).Run(
            Space,
            new Knobs(),
            (knobs, budget) => knobs.Share - 10 * budget,
            new(1),
            TimeProvider.System
        );
        Assert.Equal(1, report.Best.Budget);
        Assert.True(report.Best.Value < report.Trials[0].Value);
    }

    [Fact]
    public void Hyperband_has_brackets_from_many_with_little_to_few_with_all()
    {
        var report = new HyperbandSearch().Run(Space, new Knobs(), Objective, new(1), TimeProvider.System);
        // R = 27 and η = 3 of the paper: 27 9 3 1, 12 4 1, 6 2, 4.
        Assert.Equal(27 + 9 + 3 + 1 + 12 + 4 + 1 + 6 + 2 + 4, report.Trials.Count);
        Assert.Equal(1 + 1 + 2 + 4, report.Trials.Count(t => t.Budget == 1));
        Assert.Equal(report.Trials.Where(t => t.Budget == 1).Max(t => t.Value), report.Best.Value);
        var again = new HyperbandSearch(Options: new(Parallel: 3)).Run(
            Space,
            new Knobs(),
            Objective,
            new(1, Threads: 2),
            TimeProvider.System
        );
        Assert.Equal(report.Trials.Select(t => t.Trainer), again.Trials.Select(t => t.Trainer));
    }

    [Fact]
    public void Wrong_parameters_are_refused_together()
    {
        var message = Assert.Throws<ArgumentException>(() => new HalvingSearch(1, 2, 1)).Message;
        Assert.Contains("Candidates must be 2 or more, got 1; Least must be below 1, got 2; Factor", message);
        Assert.Throws<ArgumentException>(() => new HyperbandSearch(0));
    }
}
