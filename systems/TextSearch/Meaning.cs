using System.Numerics.Tensors;
using Ninefold.Features;
using Ninefold.Flows;
using Ninefold.Serving;
using Ninefold.Text.Embeddings;

namespace Ninefold.Systems.TextSearch;

/// <summary>
/// What the words of a collection mean, as far as the collection tells by how it uses them, and which documents mean the
/// like. Safe for concurrent use.
/// </summary>
/// <param name="Forms">By word, as it is written or as its stem, the form that stands for it: how its stem is mostly written.</param>
/// <param name="Sentences">The vectors of words in these forms, and how they make one.</param>
/// <param name="Documents">By id a vector of length 1, or 0 where no word of the document has a vector.</param>
/// <param name="Index">The vector index over the documents, by their places in the corpus.</param>
public sealed record Meaning(
    IReadOnlyDictionary<string, string> Forms,
    SentenceVectors Sentences,
    PreparedVectors Documents,
    StoredVectors Index
)
{
    /// <summary>A text as a vector of length 1; all 0 where none of its words has a vector.</summary>
    /// <param name="terms">As the analysis of the language has them.</param>
    internal float[] Encode(IEnumerable<string> terms) =>
        Unit(Sentences.Encode([.. terms.Select(t => Forms.GetValueOrDefault(t, t))]));

    /// <summary>How alike a document and a text are, −1 to 1; 0 where one of them has no vector.</summary>
    internal double Similarity(ReadOnlySpan<float> text, string document) =>
        Documents.Find(document) is { IsEmpty: false } own ? TensorPrimitives.Dot(text, own) : 0;

    internal static float[] Unit(float[] vector)
    {
        if (TensorPrimitives.Norm<float>(vector) is > 0 and var length)
            TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }
}

/// <summary>Finds documents that mean what one query does; of one call.</summary>
/// <param name="Meaning">The vectors.</param>
/// <param name="Query">The query's vector.</param>
/// <param name="Filter">Which documents may be found.</param>
internal sealed record AlikeDocuments(Meaning Meaning, float[] Query, ItemFilter Filter) : ICandidateSource
{
    /// <inheritdoc/>
    public IReadOnlyList<ScoredItem> Find(in CandidateQuery query)
    {
        if (!Query.AsSpan().ContainsAnyExcept(0))
            return [];
        return Meaning.Index.Search(Query, query.Count, Filter);
    }
}
