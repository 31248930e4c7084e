using System.Security.Cryptography;
using System.Text;
using Ninefold;
using Ninefold.Data;
using Ninefold.Experiments;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Runs;
using Ninefold.Problems;

namespace Outside;

/// <summary>A day as the weather report has it.</summary>
public sealed record Day(double Celsius);

/// <summary>How many ice creams will be sold.</summary>
public sealed record Forecast(double Sold);

/// <summary>Says in the evening how many ice creams a stall will sell the next day.</summary>
public sealed class IceCreamSystem : MlSystem<Day, Forecast, double, IceCreamSystem.Parts>
{
    private static readonly DateTimeOffset FirstDay = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public sealed record Parts(Learned<Line> Sales);

    public override Problem Problem =>
        new()
        {
            Title = "Ice cream forecast",
            UseCase = "The owner of a stall orders in the evening for the next day.",
            BusinessGoal = "Sell out without turning people away.",
            Objective = "Regression of the number sold.",
            Input = "The day's temperature.",
            Output = "The number of ice creams.",
            Target = "The number sold.",
            Category = "regression",
            Heuristic = "The mean of the past days.",
            Requirements = [Require.BeatsHeuristic(Within.MetricName)],
        };

    public override IReadOnlyList<Metric<Forecast, double>> Metrics => [new Within()];

    public override ValueTask<Forecast> Predict(Day request, Parts parts, Call call) =>
        new(call.Stage("forecast", () => new Forecast(parts.Sales.Model.At(call.Watch("celsius", request.Celsius)))));

    /// <summary>Simulated: sold = 20 + 4 · celsius + noise, celsius uniform in [10, 30), noise normal with σ = 5.</summary>
    public override Task<Dataset<Day, double>> Collect(Run run)
    {
        var random = new Random(run.Seed);
        var cases = new List<Case<Day, double>>();
        for (var i = 0; i < 300; i++)
        {
            var celsius = 10 + 20 * random.NextDouble();
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
            var at = FirstDay.AddDays(i);
            cases.Add(new(at, new Day(celsius), 20 + 4 * celsius + 5 * normal, at.AddDays(1), $"{i}"));
        }
        var content = string.Join('\n', cases.Select(c => $"{c.Request.Celsius:r} {c.Outcome:r}"));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        var info = new DatasetInfo("ice-cream", $"simulated with seed {run.Seed}", cases.Count, hash, Simulated: true);
        return Task.FromResult(
            new Dataset<Day, double>(
                info,
                new(cases[..150], cases[150..200]),
                cases[200..250],
                cases[250..],
                "Split by time; days are independent of each other."
            )
        );
    }

    public override Parts Train(Past<Day, double> past, Run run) =>
        new(
            run.Climb(
                "sales",
                past.Train,
                (Line line) =>
                    [
                        .. past.Validation.Select(c => new Judged<Forecast, double>(
                            new(line.At(c.Request.Celsius)),
                            c.Outcome,
                            c.Group
                        )),
                    ],
                new Within(),
                new RungBudget(),
                new MeanOfThePast(),
                new LeastSquares()
            )
        );

    public override IEnumerable<string> Validate(Day request) =>
        request.Celsius is >= -60 and <= 60 ? [] : [$"celsius must be from -60 to 60, but is {request.Celsius}."];

    public override Operations Operations =>
        new()
        {
            Success = Within.MetricName,
            Shadow = new() { MinimumRequests = 10, MaxP99Ratio = null },
            Canary = new() { MinimumRequests = 2, Guardrails = [new ErrorRateGuardrail(.01)] },
            CanaryShare = .5,
        };
}

/// <summary>The share of forecasts that are at most 10 off.</summary>
public sealed class Within : Metric<Forecast, double>
{
    public const string MetricName = "within_10";

    public override string Name => MetricName;

    public override WeightedValue Prepare(IReadOnlyList<Judged<Forecast, double>> judged)
    {
        if (judged.Count == 0)
            throw new MetricUndefinedException(Name, "there are no forecasts");
        var hits = judged.Select(j => Math.Abs(j.Output.Sold - j.Label) <= 10).ToArray();
        return weights =>
        {
            var (hit, all) = (0.0, 0.0);
            for (var i = 0; i < hits.Length; i++)
            {
                hit += hits[i] ? weights[i] : 0;
                all += weights[i];
            }
            return hit / all;
        };
    }
}

/// <summary>A straight line.</summary>
public sealed record Line(double Slope, double Intercept)
{
    public double At(double x) => Slope * x + Intercept;
}

/// <summary>The heuristic.</summary>
public sealed record MeanOfThePast : ITrainer<IReadOnlyList<Case<Day, double>>, Line>
{
    public string Name => "mean";

    public Line Fit(IReadOnlyList<Case<Day, double>> data, TrainingContext context) =>
        new(0, data.Average(c => c.Outcome));
}

/// <summary>Ordinary least squares on the temperature.</summary>
public sealed record LeastSquares : ITrainer<IReadOnlyList<Case<Day, double>>, Line>
{
    public string Name => "least-squares";

    public Line Fit(IReadOnlyList<Case<Day, double>> data, TrainingContext context)
    {
        var (x, y) = (data.Average(c => c.Request.Celsius), data.Average(c => c.Outcome));
        var slope =
            data.Sum(c => (c.Request.Celsius - x) * (c.Outcome - y))
            / data.Sum(c => Math.Pow(c.Request.Celsius - x, 2));
        return new(slope, y - slope * x);
    }
}
