using Ninefold.Models.Tuning;
using static Ninefold.Tests.Models.Tuning.RandomSearchTests;

namespace Ninefold.Tests.Models.Tuning;

public class SearchMethodTests
{
    public static TheoryData<SearchMethod> Methods =>
        [new RandomSearch(24), new ParzenSearch(24), new EvolutionSearch(24)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void The_same_seed_gives_the_same_trials_on_any_number_of_threads(SearchMethod method)
    {
        var parallel = method with { Options = new(Parallel: 4) };
        Assert.Equal(Trials(parallel, 1), Trials(parallel, 3));
        Assert.Equal(24, Trials(parallel, 1).Count);
    }

    [Fact]
    public void Trials_of_a_batch_run_side_by_side()
    {
        using var both = new Barrier(2);
        var search = new RandomSearch(5, new(Parallel: 2));
        // Each waits for its neighbour; the fifth, alone in its batch, does not.
        var count = 0;
        var report = search.Run(Space, new Knobs(), Meet, new(1, Threads: 2), TimeProvider.System);
        Assert.Equal(5, report.Trials.Count);

        double Meet(Knobs knobs)
        {
            if (Interlocked.Increment(ref count) < 5)
                Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
            return knobs.Share;
        }
    }

    [Fact]
    public void The_error_of_a_parallel_trial_is_the_error_of_the_search() =>
        Assert.Throws<TimeoutException>(() =>
            new RandomSearch(8, new(Parallel: 4)).Run(
                Space,
                new Knobs(),
                _ => throw new TimeoutException(),
                new(1, Threads: 2),
                TimeProvider.System
            )
        );

    [Fact]
    public void Gains_below_the_tolerance_do_not_keep_the_search_going()
    {
        var value = 0.0;
        var report = new RandomSearch(100, new(Patience: 5, Tolerance: .1)).Run(
            Space,
            new Knobs(),
            _ => value += value < 1 ? .5 : .01,
            new(1),
            TimeProvider.System
        );
        Assert.Equal(7, report.Trials.Count);
        Assert.Equal(1.05, report.Best.Value, 1e-9);
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions(Tolerance: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SearchOptions(Parallel: 0));
    }

    private static List<Knobs> Trials(SearchMethod method, int threads) =>
        [
            .. method
                .Run(Space, new Knobs(), k => k.Share * k.Whole, new(3, threads), TimeProvider.System)
                .Trials.Select(t => t.Trainer),
        ];
}
