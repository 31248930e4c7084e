using System.Globalization;
using Ninefold.Flows;
using Ninefold.Metrics;

namespace Ninefold.Systems.TextSearch;

/// <summary>What both sources found for a past query, by the documents' places in the corpus.</summary>
/// <param name="Words">What the words found, best first.</param>
/// <param name="Meaning">What means the like, best first.</param>
/// <param name="Relevant">What was judged relevant.</param>
/// <param name="Grades">The grade of each of these.</param>
/// <param name="Query">The query's group.</param>
internal sealed record SourceLists(
    IReadOnlyList<ScoredItem> Words,
    IReadOnlyList<ScoredItem> Meaning,
    IReadOnlyList<int> Relevant,
    IReadOnlyList<double> Grades,
    string Query
)
{
    /// <summary>Whether something relevant was found.</summary>
    public bool FoundRelevant => Words.Concat(Meaning).Any(found => Relevant.Contains(found.Item));

    /// <summary>What a blend makes of both lists, with what was judged.</summary>
    public Judged<IReadOnlyList<string>, Relevance> Judge(Blend blend) =>
        new(
            [.. blend.Of(Words, Meaning).Select(found => Id(found.Item))],
            Relevance.Graded(Relevant.Select(Id).Zip(Grades, KeyValuePair.Create)),
            Query
        );

    private static string Id(int place) => place.ToString(CultureInfo.InvariantCulture);
}
