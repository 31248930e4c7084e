using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Hosting.Templates;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold.Hosting.Tests;

/// <summary>The sample system with views: one of flats' visits, one that training does not fill, and one of a table of flats.</summary>
public sealed class VisitedFlatsSystem : MlSystem<Flat, Estimate, double, SampleSystem.Parts>
{
    public static readonly DateTimeOffset Monday = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private readonly SampleSystem sample = new();

    public static FeatureView Visits { get; } =
        new("visits")
        {
            Kinds = ["visit"],
            Entity = ViewEntity.Item,
            Aggregates = [Aggregate.Count, Aggregate.Mean],
            Windows = [Window.Sliding(TimeSpan.FromDays(7))],
            Doc = "how often a flat is looked at, and for how many minutes",
            Owner = "lettings",
        };

    /// <summary>What is asked for a flat, from when on.</summary>
    public static TableSource Flats { get; } = new("flat", ViewEntity.Item, ["rent"]) { ValidFrom = "since" };

    /// <summary>The kind that the view is of which counts nothing in training, or null for a view that counts.</summary>
    public string? Misspelt { get; init; }

    public override IReadOnlyList<FeatureView> Views => [Visits, Visits with { Name = "unfilled" }, .. Flats.Views];

    public override Problem Problem => sample.Problem;

    public override IReadOnlyList<Metric<Estimate, double>> Metrics => sample.Metrics;

    public override Operations Operations => sample.Operations;

    public override ValueTask<Estimate> Predict(Flat request, SampleSystem.Parts parts, Call call) =>
        sample.Predict(request, parts, call);

    public override Task<Dataset<Flat, double>> Collect(Run run)
    {
        var rows = new Table(
            "flat.csv",
            [
                TextColumn.From("item", ["attic"]),
                new NumberColumn("since", [Monday.ToUnixTimeMilliseconds()]),
                new NumberColumn("rent", [500]),
            ]
        );
        run.Fill(Flats.Views, rows);
        if (Misspelt is { } kind)
            run.Fill([Visits with { Name = "misspelt", Kinds = [kind] }], [Visit("1", Monday, 10)]);
        run.Fill([Visits], [Visit("1", Monday, 10), Visit("2", Monday.AddDays(1), 20)]);
        return sample.Collect(run);
    }

    public override SampleSystem.Parts Train(Past<Flat, double> past, Run run) => sample.Train(past, run);

    /// <summary>Somebody looks at the flat <c>attic</c>.</summary>
    public static Observation Visit(string id, DateTimeOffset at, double minutes) =>
        new()
        {
            Id = id,
            System = "visited-flats",
            Kind = "visit",
            At = at,
            Subject = "ann",
            Item = "attic",
            Value = minutes,
        };
}
