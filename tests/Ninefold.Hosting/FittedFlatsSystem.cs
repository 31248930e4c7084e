using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Flows;
using Ninefold.Hosting.Templates;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;
using Ninefold.Problems;

namespace Ninefold.Hosting.Tests;

/// <summary>The sample system with parts that other programs read: trees and a network beside its table.</summary>
public sealed class FittedFlatsSystem : MlSystem<Flat, Estimate, double, FittedFlatsSystem.Parts>
{
    /// <summary>score = 2 a − b.</summary>
    private const string Network =
        "CAgSCG5pbmVmb2xkOqABChcKAXgKAXcSB3Byb2R1Y3QiBk1hdE11bAoeCgdwcm9kdWN0CgNvbmUSBXNjb3JlIgdTcXVlZXplEgduZXR3b3JrKhMI"
        + "AggBEAFCAXdKCAAAAEAAAIC/KhMIARAHQgNvbmVKCAEAAAAAAAAAWhgKAXgSEwoRCAESDQoHEgViYXRjaAoCCAJiGAoFc2NvcmUSDwoNCAESCQoH"
        + "EgViYXRjaEICEBE=";

    private static readonly FeatureSet<Flat> Flats = new("flat")
    {
        { "square_metres", f => f.SquareMetres },
        { "district", f => f.District, new OneHot(2) },
    };

    private readonly SampleSystem sample = new();

    public sealed record Parts(Learned<RentTable> Rents, FeatureScorer Trees, OnnxTabularModel Network);

    public override Problem Problem => sample.Problem;

    public override IReadOnlyList<Metric<Estimate, double>> Metrics => sample.Metrics;

    public override Operations Operations => sample.Operations;

    public override IReadOnlyList<FeatureSet> Features => [Flats];

    public override ValueTask<Estimate> Predict(Flat request, Parts parts, Call call) =>
        sample.Predict(request, new(parts.Rents), call);

    public override Task<Dataset<Flat, double>> Collect(Run run) => sample.Collect(run);

    public override Parts Train(Past<Flat, double> past, Run run)
    {
        var table = Flats.Table([.. past.Train.Select(c => c.Request)], [.. past.Train.Select(c => (float)c.Outcome)]);
        var fitted = Flats.Fit(table);
        var rows = fitted.Encode(table);
        var trees = new BoostedTrees
        {
            Objective = TreeObjective.Regression,
            Rounds = 10,
            Patience = 0,
        }.Fit(new(rows, rows), new(run.Seed));
        return new(
            sample.Train(past, run).Rents,
            new(fitted, trees),
            new(2, new OnnxModel(Convert.FromBase64String(Network)))
        );
    }
}

/// <summary>A home in which that system was trained once.</summary>
public sealed class FittedHome : SampleHome, IAsyncLifetime
{
    internal override MlSystem System => new FittedFlatsSystem();

    public async ValueTask InitializeAsync() => await OutputAsync("train", "fitted-flats");

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
