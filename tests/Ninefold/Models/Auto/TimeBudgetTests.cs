using Microsoft.Extensions.Time.Testing;
using Ninefold.Models.Auto;

namespace Ninefold.Tests.Models.Auto;

public class TimeBudgetTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public void Work_that_ends_in_time_is_had_and_what_is_left_shrinks()
    {
        var budget = new TimeBudget(clock, TimeSpan.FromSeconds(100), CancellationToken.None);
        Assert.Equal("done", budget.Try(.5, stop => Work(TimeSpan.FromSeconds(30), stop)));
        Assert.Equal((30, 20), (budget.Spent.TotalSeconds, budget.Until(.5).TotalSeconds));
    }

    [Fact]
    public void Work_is_stopped_where_its_share_ends_and_not_begun_after_it()
    {
        var budget = new TimeBudget(clock, TimeSpan.FromSeconds(100), CancellationToken.None);
        Assert.Null(budget.Try(.5, stop => Work(TimeSpan.FromSeconds(51), stop)));
        var begun = false;
        Assert.Null(budget.Try(.5, _ => $"{begun = true}"));
        Assert.False(begun);
        Assert.Equal("done", budget.Try(.6, stop => Work(TimeSpan.FromSeconds(5), stop))); // a later stage has its own
    }

    [Fact]
    public void The_rest_is_a_budget_of_its_own_and_never_nothing()
    {
        var budget = new TimeBudget(clock, TimeSpan.FromSeconds(100), CancellationToken.None);
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(30, budget.Rest().Until(.5).TotalSeconds);
        clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(10, budget.Rest().Until(1).TotalSeconds);
    }

    [Fact]
    public void A_user_who_stops_it_is_told_apart_from_the_clock()
    {
        using var user = new CancellationTokenSource();
        var budget = new TimeBudget(clock, TimeSpan.FromSeconds(100), user.Token);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            budget.Try(
                1,
                stop =>
                {
                    user.Cancel();
                    return Work(TimeSpan.FromSeconds(1), stop);
                }
            )
        );
        Assert.ThrowsAny<OperationCanceledException>(() => budget.Try(1, _ => "never"));
    }

    private string Work(TimeSpan takes, CancellationToken stop)
    {
        clock.Advance(takes);
        stop.ThrowIfCancellationRequested();
        return "done";
    }
}
