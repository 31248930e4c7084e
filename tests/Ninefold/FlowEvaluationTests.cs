using Ninefold.Flows;
using Ninefold.Models.Releases;
using Ninefold.Models.Runs;
using Evaluation = Ninefold.FlowEvaluation<
    Ninefold.Tests.Ask,
    Ninefold.Tests.Picks,
    Ninefold.Tests.Took,
    Ninefold.Tests.TinySystem.Parts
>;

namespace Ninefold.Tests;

public sealed class FlowEvaluationTests
{
    [Fact]
    public async Task A_loaded_release_sees_and_answers_what_the_evaluation_did()
    {
        using var home = await TinyHome.TrainedAsync();
        using var untouched = new TinyHome(); // nothing of it was ever stored and read back
        var run = untouched.NewRun(seed: 42);
        var data = await home.System.Collect(run);
        var learned = home.System.Train(data.Past, run);
        run.Policy = RungPolicy.First;
        var heuristic = home.System.Train(data.Past, run);
        foreach (var (name, parts) in new[] { (ReleaseStore.Challenger, learned), (ReleaseStore.Heuristic, heuristic) })
        {
            var live = home.Load(name);
            foreach (var one in data.Test.Concat(data.Past.Validation))
            {
                List<float> trained = [],
                    served = [];
                var offline = run.CallAt(one.At, 1, sink: (_, rows) => trained.AddRange(rows));
                var online = new Call(
                    new CallOptions(one.At, 1, live.Store, home.System.Features)
                    {
                        Live = true,
                        Sink = (_, rows) => served.AddRange(rows),
                    }
                );
                Assert.Equal(
                    (await home.System.Predict(one.Request, parts, offline)).Items,
                    (await home.System.Predict(one.Request, live.Parts, online)).Items
                );
                Assert.Equal(trained, served);
                Assert.NotEmpty(served);
            }
        }
    }

    [Fact]
    public async Task Its_figures_are_those_of_the_answers()
    {
        using var home = await TinyHome.TrainedAsync();
        var report = home.Workspace.Runs.Latest("tiny")!.Evaluation;
        var run = home.NewRun();
        var test = (await home.System.Collect(run)).Test;
        var live = home.Load(ReleaseStore.Challenger);
        var answers = new List<IReadOnlyList<string>>();
        foreach (var one in test)
            answers.Add((await home.System.Predict(one.Request, live.Parts, CallAt(live, one.At))).Items);

        var hits = answers.Zip(test).Count(t => t.First.Contains(t.Second.Outcome.Item));
        var (value, low, high) = report.Learned.Metrics[TinySystem.Success];
        Assert.Equal((double)hits / test.Count, value, 12);
        Assert.InRange(value, low + .01, high - .01);
        var gain = report.Differences.Single(d => d.Metric == TinySystem.Success).Difference;
        Assert.Equal(value - report.Flows[0].Metrics[TinySystem.Success].Value, gain.Value, 12);
        Assert.True(gain.Better);
        var slice = report.Slices.Single();
        Assert.Equal(("first users", test.Count / 2), (slice.Slice, slice.Count));
        Assert.Equal(["rank"], home.Workspace.Runs.Latest("tiny")!.Trace.Select(s => s.Name));
        Assert.All(report.Flows, f => Assert.True(f is { P50: > 0, PerSecond: > 0, Bytes: > 0 } && f.P99 >= f.P50));
    }

    [Fact]
    public async Task A_metric_that_drawing_shifts_has_a_value_but_no_interval_and_no_difference()
    {
        using var home = await TinyHome.TrainedAsync();
        var report = home.Workspace.Runs.Latest("tiny")!.Evaluation;
        foreach (var flow in report.Flows)
        {
            var (value, low, high) = flow.Metrics["catalogue_coverage"];
            Assert.Equal((value, value), (low, high));
        }
        Assert.Equal(3 / 12d, report.Flows[0].Metrics["catalogue_coverage"].Value); // the same three for everyone
        Assert.Equal([TinySystem.Success], report.Differences.Select(d => d.Metric));
    }

    [Fact]
    public async Task The_reference_holds_every_feature_and_watched_value()
    {
        using var home = await TinyHome.TrainedAsync();
        var reference = ReferenceProfile.Of(home.Release(ReleaseStore.Challenger), home.Workspace)!;
        Assert.Equal(["popularity", "match", "candidates"], reference.Distributions.Select(d => d.Feature));
        Assert.Null(ReferenceProfile.Of(home.Release(ReleaseStore.Heuristic), home.Workspace));
    }

    [Fact]
    public async Task Without_test_cases_there_is_nothing_to_evaluate()
    {
        using var home = await TinyHome.TrainedAsync();
        var error = await Assert.ThrowsAsync<InvalidDataException>(() =>
            new Evaluation(home.System, home.NewRun()).RunAsync([], [("released", home.Load("challenger").Parts)])
        );
        Assert.StartsWith("The data of tiny leaves no test case.", error.Message);
    }

    private static Call CallAt(LiveRelease<TinySystem.Parts> live, DateTimeOffset at) =>
        new(new CallOptions(at, 1, live.Store, [TinySystem.Pairs]));
}
