using System.Numerics.Tensors;
using Ninefold.Models;
using Ninefold.Models.Onnx;
using Ninefold.Text.Embeddings;
using Ninefold.Torch.Sequences;

namespace Ninefold.Bench.TextClasses;

/// <summary>Networks over all words of both collections, whose published vectors they begin with.</summary>
internal sealed class Networks
{
    private readonly TrainingContext context;
    private readonly float[] vectors;

    public Networks(IEnumerable<string> words, WordVectors published, TrainingContext context)
    {
        this.context = context;
        foreach (var word in words)
            Words.TryAdd(word, Words.Count);
        var random = new Random(1);
        vectors = [.. Enumerable.Range(0, Words.Count * PublishedVectors.Width).Select(_ => random.NextSingle() - .5f)];
        foreach (var (word, place) in Words)
            published.TryGet(word, vectors.AsSpan(place * PublishedVectors.Width, PublishedVectors.Width));
    }

    public Dictionary<string, int> Words { get; } = new(StringComparer.Ordinal);

    public static SequenceClassifier Of(SequenceReader reader) =>
        new(reader, PublishedVectors.Width, Hidden: reader == SequenceReader.Convolution ? 100 : 64)
        {
            Training = new(Epochs: 8, BatchSize: 50, Patience: 3),
        };

    public SequenceNetwork Train(SequenceClassifier trainer, Part train, Part validation) =>
        trainer.Fit(new(Words.Count, train.Ids(Words), validation.Ids(Words), vectors), context);

    public Func<string[], int> Answer(SequenceNetwork model)
    {
        var probabilities = new float[model.Classes];
        return text =>
        {
            model.Probabilities([.. text.Select(word => Words.GetValueOrDefault(word, -1))], probabilities);
            return TensorPrimitives.IndexOfMax<float>(probabilities);
        };
    }
}
