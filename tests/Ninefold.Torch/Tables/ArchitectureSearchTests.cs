using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Models.Tuning;
using Ninefold.Torch.Tables;

namespace Ninefold.Torch.Tests.Tables;

public sealed class ArchitectureSearchTests
{
    private static readonly TabularData Data = new(Ring(300, 1), Ring(200, 2));

    /// <summary>Label 1 within a ring, which no plane tells apart.</summary>
    private static LabelledRows Ring(int count, int seed)
    {
        var random = new Random(seed);
        float[] values = [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextSingle() * 2 - 1)];
        float[] labels =
        [
            .. Enumerable
                .Range(0, count)
                .Select(row => values[2 * row] * values[2 * row] + values[2 * row + 1] * values[2 * row + 1])
                .Select(square => square is > .2f and < .7f ? 1f : 0),
        ];
        var schema = new FeatureSchema(["x", "y"], [false, false]);
        return new(schema, values, labels, [.. Enumerable.Range(0, count)]);
    }

    private static double Loss(ITabularModel model)
    {
        var fresh = Ring(1000, 3);
        var scores = new double[fresh.Count];
        model.Score(fresh.Values, scores);
        return new LogLoss().Compute([
            .. scores.Select((s, i) => new Judged<double, double>(s, fresh.Labels[i], "all")),
        ]);
    }

    [Fact]
    public void It_finds_a_network_that_is_better_than_the_one_it_starts_from()
    {
        var start = new MultilayerPerceptron
        {
            Hidden = [4],
            Training = new(Epochs: 15, BatchSize: 32, LearningRate: 1e-3, Patience: 0),
        };
        var context = new Listening(1);
        var search = ArchitectureSearch.Of(start, new LogLoss(), new ParzenSearch(16), deepest: 2, widest: 48);
        var found = Loss(search.Fit(Data, context));
        Assert.True(found < .75 * Loss(start.Fit(Data, new(1))), $"{found}");
        var report = Assert.Single(context.Searches);
        Assert.Equal(("tuned-mlp", 16), (report.Name, report.Trials.Count));
        // The second layer has a width only where there is one.
        Assert.All(
            report.Trials.Skip(1),
            trial => Assert.Equal(trial.Parameters["layers"] == "2", trial.Parameters.ContainsKey("width 2"))
        );
        Assert.Contains(report.Trials.Skip(1), trial => trial.Parameters["layers"] == "1");
    }

    [Fact]
    public void A_space_without_choice_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ArchitectureSearch.Space(deepest: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ArchitectureSearch.Space(widest: 4));
        Assert.Equal(
            ["layers", "width 1", "width 2", "activation", "dropout", "learning rate"],
            ArchitectureSearch.Space(deepest: 2)
        );
    }

    private sealed record Listening(int Seed) : TrainingContext(Seed)
    {
        public List<KnobSearchReport> Searches { get; } = [];

        public override void Tell(KnobSearchReport search) => Searches.Add(search);
    }
}
