using System.Collections;

namespace Ninefold.Models.Tuning;

/// <summary>
/// Which parameters of a trainer are searched, and where:
/// <code>
/// new SearchSpace&lt;BoostedTrees&gt;
/// {
///     { "leaves", new IntegerRange(7, 127), (trees, value) => trees with { Leaves = value } },
///     { "rate", new LogUniform(.01, .3), (trees, value) => trees with { LearningRate = value } },
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
    /// <exception cref="ArgumentException">The name occurs twice.</exception>
    public void Add<TValue>(string name, SearchRange<TValue> range, Func<TTrainer, TValue, TTrainer> set)
    {
        if (parameters.Any(p => p.Name == name))
            throw new ArgumentException($"The parameter '{name}' occurs twice in the search space.", nameof(name));
        parameters.Add(
            new(name, random => Setting(range.Draw(random)), points => [.. range.Grid(points).Select(Setting)])
        );

        Setting Setting(TValue value) => new($"{value}", trainer => set(trainer, value));
    }

    /// <summary>The names of the parameters.</summary>
    public IEnumerator<string> GetEnumerator() => parameters.Select(p => p.Name).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal Candidate<TTrainer> Draw(TTrainer start, Random random) =>
        parameters.Aggregate(Candidate<TTrainer>.Of(start), (c, p) => c.With(p.Name, p.Draw(random)));

    internal IEnumerable<Candidate<TTrainer>> Grid(TTrainer start, int points) =>
        parameters.Aggregate(
            (IEnumerable<Candidate<TTrainer>>)[Candidate<TTrainer>.Of(start)],
            (all, p) => all.SelectMany(c => p.Grid(points).Select(setting => c.With(p.Name, setting)))
        );

    internal sealed record Setting(string Value, Func<TTrainer, TTrainer> Apply);

    private sealed record Parameter(string Name, Func<Random, Setting> Draw, Func<int, IReadOnlyList<Setting>> Grid);
}

/// <summary>A trainer that is about to be tried.</summary>
internal sealed record Candidate<TTrainer>(TTrainer Trainer, IReadOnlyDictionary<string, string> Parameters)
{
    public static Candidate<TTrainer> Of(TTrainer start) => new(start, new Dictionary<string, string>());

    public Candidate<TTrainer> With(string name, SearchSpace<TTrainer>.Setting setting) =>
        new(setting.Apply(Trainer), new Dictionary<string, string>(Parameters) { [name] = setting.Value });
}
