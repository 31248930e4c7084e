using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold.Tests;

public sealed class MlSystemTests
{
    [Fact]
    public void The_id_is_the_classes_name_with_hyphens()
    {
        Assert.Equal("tiny", new TinySystem().Id);
        Assert.Equal("next-best-offer", new NextBestOfferSystem().Id);
        Assert.Equal("watch", new Watch().Id);
    }

    [Fact]
    public void What_a_system_does_not_state_is_nothing()
    {
        var system = new NextBestOfferSystem();
        Assert.Empty(system.Validate(new("u")));
        Assert.Null(system.Subject(new("u")));
        Assert.Empty(system.Impressions(new(["a"])));
        Assert.Empty(system.MetricsWith(system));
        Assert.Empty(system.Features);
        Assert.Empty(system.Histories);
    }

    [Fact]
    public void It_opens_in_a_workspace()
    {
        using var home = new TinyHome();
        var engine = home.Engine;
        Assert.Same(home.System, engine.System);
        Assert.Equal((typeof(Ask), typeof(Picks)), (engine.RequestType, engine.AnswerType));
        Assert.Equal([TinySystem.Success], engine.MetricNames);
    }

    private class BareSystem : MlSystem<Ask, Picks, Took, object>
    {
        public override Problem Problem => new TinySystem().Problem;
        public override IReadOnlyList<Metric<Picks, Took>> Metrics => [];
        public override Operations Operations => new() { Success = "" };

        public override ValueTask<Picks> Predict(Ask request, object parts, Call call) => new(new Picks([]));

        public override Task<Dataset<Ask, Took>> Collect(Run run) =>
            Task.FromResult(new TinyData().Split(new TinyData().Interactions()));

        public override object Train(Past<Ask, Took> past, Run run) => this;
    }

    private sealed class NextBestOfferSystem : BareSystem;

    private sealed class Watch : BareSystem;
}
