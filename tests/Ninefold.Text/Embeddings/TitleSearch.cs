using System.Numerics.Tensors;
using Ninefold.Models;
using Ninefold.Text.Embeddings;
using Ninefold.Text.Tests.Collections;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Embeddings;

/// <summary>
/// How well vectors trained on Cranfield's texts find a text by its title when no text may use a word of the title: the mean
/// reciprocal rank of the right one. Chance is .006.
/// </summary>
/// <param name="Smooth">With smooth inverse frequency.</param>
/// <param name="Mean">With the mean of the words' vectors.</param>
internal sealed record TitleSearch(double Smooth, double Mean)
{
    /// <summary>Every so many titles are searched, among all texts.</summary>
    private const int Every = 12;

    public static TitleSearch Of(ITrainer<IEnumerable<IReadOnlyList<string>>, WordVectors> trainer)
    {
        var documents = Cranfield
            .Read()
            .Documents.Select(d =>
                (
                    Title: Words(d.Texts.GetValueOrDefault("title", "")),
                    Body: Words(d.Texts.GetValueOrDefault("body", ""))
                )
            )
            // The texts repeat their titles at the beginning.
            .Select(d => (d.Title, Body: d.Body.AsSpan().StartsWith(d.Title) ? d.Body[d.Title.Length..] : d.Body))
            .Where(d => d.Title.Length > 2 && d.Body.Length > 20)
            .ToList();
        var context = new TrainingContext(1, Cancellation: TestContext.Current.CancellationToken);
        string[][] texts = [.. documents.Select(d => d.Body)];
        var vectors = trainer.Fit(texts, context);
        var smooth = new SentenceVectorTrainer().Fit(new(vectors, texts), context);
        var mean = smooth with { Weights = [.. smooth.Weights.Select(_ => 1f)], Directions = [] };
        return new(Rank(smooth), Rank(mean));

        double Rank(SentenceVectors sentences) =>
            documents
                .Index()
                .Where(d => d.Index % Every == 0)
                .Select(d =>
                {
                    var title = sentences.Encode(d.Item.Title);
                    float[] scores =
                    [
                        .. texts.Select(t =>
                            Cosine(title, sentences.Encode([.. t.Where(w => !d.Item.Title.Contains(w))]))
                        ),
                    ];
                    return 1.0 / (1 + scores.Count(s => s > scores[d.Index]));
                })
                .Average();
    }

    private static float Cosine(float[] a, float[] b) =>
        TensorPrimitives.Dot<float>(a, b)
        / (TensorPrimitives.Norm<float>(a) * TensorPrimitives.Norm<float>(b) + float.Epsilon);

    private static string[] Words(string text) =>
        [.. new NGrams(NGramKind.Words, 1, 1).Of(text).Where(w => char.IsLetter(w[0]))];
}
