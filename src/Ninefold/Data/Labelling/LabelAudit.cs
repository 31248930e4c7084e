using Ninefold.Metrics;

namespace Ninefold.Data.Labelling;

/// <summary>
/// How labels fall on parts of the cases: a part whose label rate or disagreement lies apart from the rest is labelled
/// by other habits, or by nobody. What is looked at in many slices lies apart in some of them by chance.
/// </summary>
/// <param name="Slice">The slice's name; <c>all</c> for all cases.</param>
/// <param name="Count">How many cases it holds.</param>
/// <param name="Labelled">How many of them have a label.</param>
/// <param name="Positives">The share of label 1 among those with a label; null where there are none.</param>
/// <param name="JudgedAgain">How many were judged by somebody else too.</param>
/// <param name="Disagreement">The share of these where the two differ; null where there are none.</param>
public sealed record LabelAudit(
    string Slice,
    int Count,
    int Labelled,
    Interval? Positives,
    int JudgedAgain,
    Interval? Disagreement
)
{
    /// <summary>Audits all cases and then each slice, with Wilson intervals.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="label">Whether a case is of label 1; null where it has no label.</param>
    /// <param name="second">What somebody else said of it; null where nobody did.</param>
    /// <param name="slices">They may overlap.</param>
    /// <param name="confidence">Of the intervals, in (0, 1).</param>
    public static IReadOnlyList<LabelAudit> Of<T>(
        IReadOnlyList<T> cases,
        Func<T, bool?> label,
        Func<T, bool?> second,
        IReadOnlyList<Slice<T>> slices,
        double confidence = .95
    )
    {
        return [.. slices.Prepend(new("all", _ => true)).Select(Audit)];

        LabelAudit Audit(Slice<T> slice)
        {
            T[] own = [.. cases.Where(slice.Contains)];
            T[] labelled = [.. own.Where(one => label(one) is not null)];
            T[] again = [.. labelled.Where(one => second(one) is not null)];
            return new(
                slice.Name,
                own.Length,
                labelled.Length,
                Share(labelled.Count(one => label(one) == true), labelled.Length),
                again.Length,
                Share(again.Count(one => label(one) != second(one)), again.Length)
            );
        }

        Interval? Share(int some, int of) => of == 0 ? null : WilsonInterval.Of(some, of, confidence);
    }
}
