using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;

namespace Ninefold.Tests.Features.Views;

public sealed class ServedCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, default);

    private static readonly FeatureView Clicks = new("clicks")
    {
        Kinds = ["click"],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Count],
        Windows = [Window.Sliding(TimeSpan.FromDays(1)), Window.AllTime],
    };

    [Fact]
    public async Task What_was_seen_is_what_is_computed_unless_it_came_late()
    {
        Observation[] past = [Click("a", -30), Click("a", -2), Click("b", -1)];
        Observation[] snapshots = [await SeenAsync("a", past), await SeenAsync("b", past), await SeenAsync("c", past)];
        Assert.Equal([0, 0], Differing(snapshots, past));
        Assert.Equal([0, 0], Differing(snapshots, [.. past, Click("a", 1), Click("z", -1)])); // after it, of others
        Assert.Equal([1, 1], Differing(snapshots, [.. past, Click("b", -3)]));
        Assert.Equal([1, 2], Differing(snapshots, [.. past, Click("b", -3), Click("c", -40)]));
        Assert.Equal([0, 0], Differing(snapshots, [.. past, .. past])); // each counts once
    }

    [Fact]
    public async Task Snapshots_of_other_versions_are_passed_over()
    {
        Observation[] past = [Click("a", -2)];
        var other = Clicks with { Windows = [Window.AllTime] };
        Assert.Empty(ServedCheck.Run([other], [await SeenAsync("a", past), Click("a", -1)], past));
    }

    private static IEnumerable<int> Differing(Observation[] snapshots, Observation[] past)
    {
        var report = Assert.Single(ServedCheck.Run([Clicks], snapshots, past));
        Assert.All(report.Columns, c => Assert.Equal((3, true), (c.Rows, c.AsServed)));
        Assert.True(report.IsConsistent); // what came late is no fault of the views
        return report.Columns.Select(c => c.Differing);
    }

    private static async Task<Observation> SeenAsync(string subject, Observation[] past)
    {
        var store = new FeatureStore();
        store.Fill([Clicks], past);
        var reads = await new Call(new(Noon, 1, store, [])).Read((Clicks, subject));
        return PredictionSnapshot.Of(reads, "tiny", $"request-{subject}", Noon, subject, "release", "champion");
    }

    private static Observation Click(string subject, int hours) =>
        new()
        {
            Id = $"{subject}{hours}",
            System = "tiny",
            Kind = "click",
            At = Noon.AddHours(hours),
            Subject = subject,
        };
}
