using Ninefold.Metrics;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Collections;

/// <summary>Documents, queries, and what somebody judged relevant: what a text search is measured on.</summary>
/// <param name="Documents">In the order of their file, ids unique.</param>
/// <param name="Queries">In the order of their file, ids unique; those without a judgement too.</param>
public sealed record JudgedCollection(IReadOnlyList<TextDocument> Documents, IReadOnlyList<JudgedQuery> Queries);

/// <summary>A query and what was judged for it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Text">What is asked.</param>
/// <param name="Grades">The grade of every document that was judged, as its file has it; some files have negative grades.</param>
public sealed record JudgedQuery(string Id, string Text, IReadOnlyDictionary<string, double> Grades)
{
    /// <summary>Every document that was judged, whatever its grade: for files that list only relevant ones.</summary>
    public Relevance Judged => Relevance.Of([.. Grades.Keys]);

    /// <summary>The documents with a grade above 0, graded.</summary>
    public Relevance Graded => Relevance.Graded(Grades.Where(g => g.Value > 0));
}
