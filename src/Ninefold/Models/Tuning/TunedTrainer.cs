using System.Text.Json.Serialization;
using Ninefold.Metrics;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Tuning;

/// <summary>
/// A trainer that searches its own parameters: every trial is fitted on the training rows and judged on the validation rows,
/// and the best one's model is kept. A rung of a ladder like any other; it sees no test rows, and in a run no trial twice: one
/// that was killed goes on after its last trial. Refitted on more data it searches again. Its value on the validation part is
/// a little better than it would be on other rows.
/// </summary>
/// <typeparam name="TTrainer">The trainer.</typeparam>
/// <param name="Start">The first trial; supplies what the space leaves alone.</param>
/// <param name="Space">What is searched.</param>
/// <param name="Metric">What is to be best on the validation rows; it sets the direction of the search.</param>
/// <param name="Method">How it is searched; null is <see cref="ParzenSearch"/> with 20 trials.</param>
public sealed record TunedTrainer<TTrainer>(
    TTrainer Start,
    [property: JsonIgnore] SearchSpace<TTrainer> Space,
    [property: JsonIgnore] Metric<double, double> Metric,
    [property: JsonIgnore] SearchMethod? Method = null
) : ITabularTrainer
    where TTrainer : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } = $"tuned-{Start.Name}";

    /// <summary>The space in words.</summary>
    public IReadOnlyList<string> Ranges => Space.Ranges;

    /// <summary>The method and what is to be best, in words.</summary>
    public string Search => $"{Searched} for {Metric.Name}";

    /// <summary>The build of the code that sets the parameters.</summary>
    public string Code => Space.Code;

    /// <summary>Times the trials; the system's clock by default.</summary>
    [JsonIgnore]
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private SearchMethod Searched
    {
        get
        {
            var method = Method ?? new ParzenSearch(20);
            var options = method.Options ?? new();
            return method with
            {
                Options = new(options.Patience, Metric.HigherIsBetter, options.Tolerance, options.Parallel),
            };
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    /// <exception cref="InvalidOperationException">The metric has no value for any trial.</exception>
    public ITabularModel Fit(TabularData data, TrainingContext context)
    {
        // One after the other, each with all threads.
        var one = new TrainingContext(context.Seed, 1, context.Progress, context.Cancellation);
        var report = Searched.Run(Space, Start, Judge, one, Time);
        var best = report.Trials.Index().First(t => ReferenceEquals(t.Item, report.Best)).Index;
        context.Tell(
            new KnobSearchReport(
                Name,
                Metric.Name,
                [.. report.Trials.Select(t => new KnobTrial(t.Parameters, t.Value, t.Seconds))],
                best
            )
            {
                Importance =
                    report.Trials.Count(t => t.Point.Length > 0 && double.IsFinite(t.Value))
                    >= ParameterImportance.Fewest
                        ? ParameterImportance.Of(report, Space, one with { Progress = null })
                        : [],
            }
        );
        return context.Fit(report.Best.Trainer, data);

        double Judge(TTrainer trainer)
        {
            var scores = new double[data.Validation.Count];
            context.Fit(trainer, data).Score(data.Validation.Values, scores);
            try
            {
                return Metric.Compute([
                    .. scores.Select(
                        (score, i) =>
                            new Judged<double, double>(score, data.Validation.Labels[i], $"{data.Validation.Groups[i]}")
                    ),
                ]);
            }
            catch (MetricUndefinedException)
            {
                return double.NaN;
            }
        }
    }
}
