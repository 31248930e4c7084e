using System.Collections;
using Ninefold.Models.Runs;

namespace Ninefold.Models.Tuning;

/// <summary>
/// Which parameters of a trainer are searched, and where:
/// <code>
/// new SearchSpace&lt;BoostedTrees&gt;
/// {
///     { "leaves", new IntegerRange(7, 127), (trees, value) => trees with { Leaves = value } },
///     { "rate", new LogUniform(.01, .3), (trees, value) => trees with { LearningRate = value } },
///     { "quantile", new Uniform(.1, .9), (trees, value) => trees with { Quantile = value },
///         trees => trees.Objective == TreeObjective.Quantile },
/// }
/// </code>
/// </summary>
/// <typeparam name="TTrainer">An immutable trainer of any kind.</typeparam>
public sealed class SearchSpace<TTrainer> : IEnumerable<string>
{
    private readonly List<Parameter> parameters = [];

    /// <summary>Adds a parameter.</summary>
    /// <param name="name">Short; the report uses it. Distinct.</param>
    /// <param name="range">The values it may take.</param>
    /// <param name="set">Returns the trainer with a value.</param>
    /// <param name="when">
    /// Asks the trainer, with the parameters before this one set, whether this one is searched; null where it always is.
    /// </param>
    /// <exception cref="ArgumentException">The name occurs twice.</exception>
    public void Add<TValue>(
        string name,
        SearchRange<TValue> range,
        Func<TTrainer, TValue, TTrainer> set,
        Func<TTrainer, bool>? when = null
    )
    {
        if (parameters.Any(p => p.Name == name))
            throw new ArgumentException($"The parameter '{name}' occurs twice in the search space.", nameof(name));
        parameters.Add(
            new(name, $"{name}: {range}{(when is null ? "" : ", sometimes")}", range.Choices, range.Grid, when, Set)
            {
                Code = CodeVersion.Of(set.Method.DeclaringType!),
            }
        );

        (TTrainer, string) Set(TTrainer trainer, double place)
        {
            var value = range.At(place);
            return (set(trainer, value), $"{value}");
        }
    }

    /// <summary>The names of the parameters.</summary>
    public IEnumerator<string> GetEnumerator() => parameters.Select(p => p.Name).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The parameters with their ranges, in words.</summary>
    internal IReadOnlyList<string> Ranges => [.. parameters.Select(p => p.Range)];

    /// <summary>For each parameter how many values without an order it has; null for numbers.</summary>
    internal IReadOnlyList<int?> Choices => [.. parameters.Select(p => p.Choices)];

    /// <summary>The builds of the code that sets the parameters.</summary>
    internal string Code => string.Join(' ', parameters.Select(p => p.Code).Distinct());

    /// <summary>The trainer at a point.</summary>
    /// <param name="start">Supplies what the space leaves alone.</param>
    /// <param name="point">One place a parameter.</param>
    internal Candidate<TTrainer> At(TTrainer start, IReadOnlyList<double> point) =>
        parameters.Index().Aggregate(Candidate<TTrainer>.Of(start), (c, p) => c.With(p.Item, point[p.Index]));

    internal IEnumerable<Candidate<TTrainer>> Grid(TTrainer start, int points) =>
        parameters.Aggregate(
            (IEnumerable<Candidate<TTrainer>>)[Candidate<TTrainer>.Of(start)],
            (all, p) =>
                all.SelectMany(c =>
                    (p.Asked(c.Trainer) ? p.Grid(points) : [double.NaN]).Select(place => c.With(p, place))
                )
        );

    internal sealed record Parameter(
        string Name,
        string Range,
        int? Choices,
        Func<int, IReadOnlyList<double>> Grid,
        Func<TTrainer, bool>? When,
        Func<TTrainer, double, (TTrainer, string)> Set
    )
    {
        public required string Code { get; init; }

        public bool Asked(TTrainer trainer) => When?.Invoke(trainer) ?? true;
    }
}

/// <summary>A trainer that is about to be tried.</summary>
/// <param name="Trainer">The trainer.</param>
/// <param name="Parameters">What was set, by name.</param>
/// <param name="Point">The place of each parameter, 0 to 1; NaN for one that is not searched here.</param>
internal sealed record Candidate<TTrainer>(
    TTrainer Trainer,
    IReadOnlyDictionary<string, string> Parameters,
    double[] Point
)
{
    public static Candidate<TTrainer> Of(TTrainer start) => new(start, new Dictionary<string, string>(), []);

    public Candidate<TTrainer> With(SearchSpace<TTrainer>.Parameter parameter, double place)
    {
        if (!parameter.Asked(Trainer))
            return this with { Point = [.. Point, double.NaN] };
        var (trainer, value) = parameter.Set(Trainer, place);
        var parameters = new Dictionary<string, string>(Parameters) { [parameter.Name] = value };
        return new(trainer, parameters, [.. Point, place]);
    }
}
