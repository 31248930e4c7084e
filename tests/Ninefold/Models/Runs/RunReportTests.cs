using Ninefold.Problems;

namespace Ninefold.Tests.Models.Runs;

public sealed class RunReportTests : IDisposable
{
    private readonly TinyHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Quality_and_speed_are_told_apart()
    {
        var report = await home.TrainAsync();
        var quality = Require.AtLeast("ndcg@10", .5);
        var speed = Require.AtMost(Measurements.P99, 1);
        Assert.Equal((true, true), Held(quality.Hold(.6, "d"), speed.Hold(.5, "d")));
        Assert.Equal((false, true), Held(quality.Hold(.4, "d"), speed.Hold(.5, "d")));
        Assert.Equal((true, false), Held(quality.Hold(.6, "d"), speed.Hold(2, "d")));
        Assert.Equal((true, true), Held(quality.Hold(null, "d"), speed.Hold(null, "d")));

        (bool, bool) Held(params RequirementResult[] results)
        {
            var held = report with { Requirements = results };
            return (held.MeetsQuality, held.MeetsSpeed);
        }
    }
}
