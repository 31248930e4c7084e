using System.Security.Cryptography;
using System.Text.Json;
using Ninefold;
using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Ninefold.Hosting.Templates;

/// <summary>What is asked: a flat.</summary>
public sealed record Flat(string District, double SquareMetres);

/// <summary>What is answered.</summary>
/// <param name="Rent">A month, in euros.</param>
public sealed record Estimate(double Rent);

/// <summary>Estimates what a flat is let for: a small system to start from. Its data are simulated; put your own in Collect.</summary>
public sealed class SampleSystem : MlSystem<Flat, Estimate, double, SampleSystem.Parts>
{
    /// <summary>What a release holds.</summary>
    public sealed record Parts(Learned<RentTable> Rents);

    // 1. The problem.
    public override Problem Problem =>
        new()
        {
            Title = "Rent estimate",
            UseCase = "Somebody who lets a flat asks what to charge.",
            BusinessGoal = "Fewer flats that stand empty because they were advertised at the wrong price.",
            Objective = "Estimate the rent of a flat from its district and size.",
            Input = "A flat: district and square metres",
            Output = "A rent in euros a month",
            Target = "The rent that was agreed",
            Category = "regression",
            Heuristic = "One rate a square metre for the whole town.",
            Requirements = [Require.BeatsHeuristic("close_share"), Require.AtMost(Measurements.P99, 50)],
        };

    // 2. The metrics; the first is the one that counts.
    public override IReadOnlyList<Metric<Estimate, double>> Metrics =>
        [new CloseShare(), new RootMeanSquaredError().Of<Estimate, double>(a => a.Rent, rent => rent)];

    // 3. The flow, as it is served.
    public override ValueTask<Estimate> Predict(Flat flat, Parts parts, Call call) =>
        new(new Estimate(call.Stage("rent", () => parts.Rents.Model.For(flat))));

    // 4. The data.
    public override Task<Dataset<Flat, double>> Collect(Run run)
    {
        var cases = SimulatedFlats.Cases(4000, run.Seed);
        return Task.FromResult(
            new Dataset<Flat, double>(
                new DatasetInfo(
                    "simulated-flats",
                    "simulated by this program",
                    cases.Count,
                    Hash(cases),
                    Simulated: true
                ),
                new Past<Flat, double>(cases[..1500], cases[1500..2000]),
                Test: cases[2000..2500],
                Rehearsal: cases[2500..],
                Split: "By time: the oldest train, the newest are replayed."
            )
        );
    }

    private static string Hash(List<Case<Flat, double>> cases) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(cases)));

    // 6. The models: from the heuristic upwards, each taken only where it is better by more than the noise.
    public override Parts Train(Past<Flat, double> past, Run run) =>
        new(
            run.Climb(
                "rents",
                past.Train,
                table =>
                    [
                        .. past.Validation.Select(c => new Judged<Estimate, double>(
                            new(table.For(c.Request)),
                            c.Outcome,
                            c.Group
                        )),
                    ],
                new CloseShare(),
                new RungBudget(),
                new OneRate(),
                new DistrictRates()
            )
        );

    // 7. What is wrong with a request, all at once.
    public override IEnumerable<string> Validate(Flat flat)
    {
        if (string.IsNullOrWhiteSpace(flat.District))
            yield return "district must not be empty.";
        if (!(flat.SquareMetres is > 0 and <= 1000))
            yield return $"squareMetres must be above 0 and at most 1000; got {flat.SquareMetres}.";
    }

    // 7, 8, 9. Serving, rollout, monitoring.
    public override Operations Operations => new() { Success = "close_share", Budget = TimeSpan.FromMilliseconds(50) };
}
