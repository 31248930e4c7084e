using Ninefold.Data;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Models.Tuning;

namespace Ninefold.Tests.Models.Runs;

public sealed class KnobSearchTests : IDisposable
{
    private static readonly SearchSpace<double> Space = new()
    {
        { "factor", new Choice<double>(0, 1, 2, 3), (_, value) => value },
    };

    // The outcome is twice the request, so that the factor 2 is right.
    private static readonly Case<string, double>[] Cases =
    [
        .. Enumerable
            .Range(1, 40)
            .Select(i => new Case<string, double>(DateTimeOffset.UnixEpoch, $"{i}", 2 * i, default, $"{i}")),
    ];

    private readonly TinyHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void The_best_knobs_are_found_on_the_cases_and_every_trial_is_kept()
    {
        var run = home.NewRun();
        Assert.Equal(2, Tune(run, start: 0));
        var report = Assert.Single(run.Searches);
        Assert.Equal("mae", report.Metric);
        Assert.Equal(12, report.Trials.Count);
        Assert.Empty(report.Trials[0].Parameters);
        Assert.Equal(0, report.Trials[report.Best].Value);
        Assert.Equal("2", report.Trials[report.Best].Parameters["factor"]);
    }

    [Fact]
    public void A_start_that_is_best_is_kept() => Assert.Equal(2, Tune(home.NewRun(), start: 2));

    [Fact]
    public void A_second_run_reuses_the_search()
    {
        Tune(home.NewRun(), start: 0);
        var again = home.NewRun();
        Assert.Equal(2, Tune(again, start: 0));
        Assert.True(Assert.Single(again.Steps).Reused);
    }

    [Fact]
    public void A_lower_rung_keeps_the_start_without_a_trial()
    {
        var run = home.NewRun();
        run.Policy = RungPolicy.First;
        Assert.Equal(3, Tune(run, start: 3));
        Assert.Empty(run.Steps);
    }

    private static double Tune(Run run, double start) =>
        run.Tune(
            "factor",
            Cases,
            factor => new[] { factor },
            (request, parts, _) => ValueTask.FromResult(double.Parse(request) * parts[0]),
            new MeanAbsoluteError(),
            Space,
            start,
            trials: 12
        );
}
