using Ninefold.Models;
using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch;

/// <summary>How the first stage finds documents.</summary>
/// <param name="Fields">The fields that are searched, each with what it counts.</param>
/// <param name="Feedback">Whether the query is expanded by the terms of the documents that answer it best.</param>
public sealed record RetrievalPlan(IReadOnlyList<TextField> Fields, bool Feedback)
{
    private const double TitleBoost = .6;
    private const double OtherBoost = .2;

    /// <summary>BM25 over the text alone: where the ladder begins.</summary>
    internal static RetrievalPlan Body(Corpus corpus) => new([new(corpus.Body)], false);

    /// <summary>BM25 over all fields.</summary>
    internal static RetrievalPlan All(Corpus corpus) =>
        new(
            [
                .. corpus.Texts.Select(name => new TextField(
                    name,
                    name == corpus.Body ? 1
                        : name == corpus.Title ? TitleBoost
                        : OtherBoost
                )),
            ],
            false
        );
}

/// <summary>A rung of the first stage: nothing is learned from judgements, so that all past queries can judge it.</summary>
/// <param name="Name">The rung's name.</param>
internal sealed record RetrievalRung(string Name) : ITrainer<Corpus, RetrievalPlan>
{
    /// <summary>Whether all fields are searched, or the text alone.</summary>
    public bool AllFields { get; init; }

    /// <summary>Whether the query is expanded.</summary>
    public bool Feedback { get; init; }

    /// <inheritdoc/>
    public RetrievalPlan Fit(Corpus data, TrainingContext context) =>
        (AllFields ? RetrievalPlan.All(data) : RetrievalPlan.Body(data)) with
        {
            Feedback = Feedback,
        };
}
