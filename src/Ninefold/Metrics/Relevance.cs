using System.Collections;
using System.Runtime.CompilerServices;

namespace Ninefold.Metrics;

/// <summary>
/// What was relevant to one query or user, and how much. A list of ids states binary relevance,
/// <c>Relevance liked = ["a", "b"]</c>; <see cref="Graded"/> states grades. Everything else has grade 0.
/// </summary>
[CollectionBuilder(typeof(Relevance), nameof(Of))]
public sealed class Relevance : IEnumerable<string>
{
    private readonly Dictionary<string, double> grades = new(StringComparer.Ordinal);

    private Relevance() { }

    /// <summary>How many items are relevant.</summary>
    public int Count => grades.Count;

    /// <summary>The grades of the relevant items, each above 0, in no particular order.</summary>
    public IReadOnlyCollection<double> Grades => grades.Values;

    /// <summary>Binary relevance: every id has grade 1; an id given twice counts once.</summary>
    public static Relevance Of(ReadOnlySpan<string> ids)
    {
        var relevance = new Relevance();
        foreach (var id in ids)
            relevance.grades[id] = 1;
        return relevance;
    }

    /// <summary>Graded relevance.</summary>
    /// <param name="grades">Ids with grades, finite and at least 0; grade 0 is not relevant.</param>
    /// <exception cref="ArgumentException">A grade is negative or not finite, or an id occurs twice.</exception>
    public static Relevance Graded(IEnumerable<KeyValuePair<string, double>> grades)
    {
        var relevance = new Relevance();
        foreach (var (id, grade) in grades)
        {
            if (!(grade >= 0 && double.IsFinite(grade)))
                throw new ArgumentException(
                    $"A grade must be finite and at least 0. Got {grade} for '{id}' instead.",
                    nameof(grades)
                );
            if (grade > 0 && !relevance.grades.TryAdd(id, grade))
                throw new ArgumentException($"The id '{id}' occurs twice.", nameof(grades));
        }
        return relevance;
    }

    /// <summary>The grade of an item, 0 where it is not relevant.</summary>
    public double GradeOf(string id) => grades.GetValueOrDefault(id);

    /// <summary>The relevant ids.</summary>
    public IEnumerator<string> GetEnumerator() => grades.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
