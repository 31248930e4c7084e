using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;
using Ninefold.Flows;

namespace Ninefold.Systems.FraudDetection;

public sealed class FraudFeaturesTests
{
    private static readonly DateTimeOffset Noon = new(2024, 1, 10, 12, 0, 0, TimeSpan.Zero);

    private static Call CallAt(DateTimeOffset at, params Observation[] past)
    {
        var store = new FeatureStore();
        store.Fill(FraudFeatures.Views, past);
        return new(new CallOptions(at, 1, store, [FraudFeatures.Payments]));
    }

    private static Observation Seen(string kind, DateTimeOffset at, double value, string customer = "c") =>
        new()
        {
            Id = $"{kind}:{at:o}:{customer}",
            System = "",
            Kind = kind,
            At = at,
            Subject = customer,
            Item = "t",
            Value = value,
        };

    [Fact]
    public async Task The_windows_of_the_handbook_hold_the_payment_itself()
    {
        var call = CallAt(Noon, Seen("payment", Noon.AddHours(-2), 30), Seen("payment", Noon.AddDays(-3), 60));
        var known = await FraudFeatures.Read(new("c", "t", 90), call);
        Assert.Equal(2, known.CountWithThis(Window.Sliding(TimeSpan.FromDays(1))));
        Assert.Equal(60, known.MeanWithThis(Window.Sliding(TimeSpan.FromDays(1))));
        Assert.Equal(3, known.CountWithThis(Window.Sliding(TimeSpan.FromDays(7))));
        Assert.Equal(60, known.MeanWithThis(Window.Sliding(TimeSpan.FromDays(7))));
    }

    [Fact]
    public async Task A_fraud_counts_at_its_terminal_from_the_moment_at_which_it_became_known()
    {
        var week = Window.Sliding(TimeSpan.FromDays(7));
        var label = Seen("label", Noon, 1);
        Assert.Equal(0, await At(Noon)); // not yet: strictly before
        Assert.Equal(1, await At(Noon.AddSeconds(1)));
        Assert.Equal(1, await At(Noon.AddDays(7)));
        Assert.Equal(0, await At(Noon.AddDays(7).AddSeconds(1)));

        async Task<double> At(DateTimeOffset at) =>
            (await FraudFeatures.Read(new("other", "t", 1), CallAt(at, label))).TerminalRisk[Aggregate.Count, week];
    }

    [Fact]
    public void The_published_columns_are_all_there()
    {
        var names = FraudFeatures.Payments.Select(f => f.Name).ToList();
        Assert.Empty(FraudFeatures.Handbook.Except(names));
        Assert.Equal(names.Distinct(), names);
    }
}
