using System.Numerics.Tensors;
using Ninefold.Data.Sampling;
using Ninefold.Models;
using Ninefold.Models.Bayes;
using Ninefold.Models.FewShot;
using Ninefold.Models.Onnx;
using Ninefold.Models.Semisupervised;
using Ninefold.Models.Tabular;
using Ninefold.Text.Embeddings;
using Ninefold.Torch.Sequences;
using Ninefold.Torch.Training;

namespace Ninefold.Bench.TextClasses;

/// <summary>What can be done where few texts have a class and the others are there without one.</summary>
/// <param name="Collection">The collection.</param>
/// <param name="Few">The texts of its training part whose classes are known.</param>
/// <param name="Rest">Its other texts; their classes are not looked at.</param>
/// <param name="Sentences">Turns texts into vectors.</param>
/// <param name="Networks">What trains networks.</param>
/// <param name="Earlier">Convolutions that learned the classes of the other collection, over the same frozen vectors.</param>
/// <param name="Context">What trainers are given.</param>
internal sealed record FewLabels(
    Collection Collection,
    Part Few,
    Part Rest,
    SentenceVectors Sentences,
    Networks Networks,
    SequenceNetwork Earlier,
    TrainingContext Context
)
{
    private const int Unlabelled = 500;
    private const int Copies = 4;

    public IEnumerable<(string Name, Func<Func<string[], int>> Train)> All
    {
        get
        {
            yield return ("naive Bayes", () => Bayes(false));
            if (Collection.Classes == 2)
                yield return ("naive Bayes, self-trained", () => Bayes(true));
            yield return ("prototypes of examples", () => Prototypes(Collection, Sentences, Few, described: false));
            yield return (
                "prototypes of examples and descriptions",
                () => Prototypes(Collection, Sentences, Few, described: true)
            );
            yield return ("label spreading", Spread);
            yield return ("convolution", () => Network(Few, null));
            yield return ("convolution, texts augmented", () => Network(Augmented(), null));
            yield return ("convolution, fine-tuned from the other texts", () => Network(Few, Taken([])));
            yield return (
                "convolution, frozen from the other texts",
                () => Network(Few, Taken(["convolution-1", "convolution-2", "convolution-3"]))
            );
        }
    }

    /// <summary>By the vectors of descriptions, of examples, or of both.</summary>
    public static Func<string[], int> Prototypes(
        Collection collection,
        SentenceVectors sentences,
        Part? examples,
        bool described
    )
    {
        IEnumerable<ClassVector> Vectors(IEnumerable<string[]> texts, IEnumerable<int> labels) =>
            texts
                .Zip(labels, (text, label) => new ClassVector($"{label}", sentences.Encode(text)))
                .Where(v => TensorPrimitives.Norm<float>(v.Vector) > 0);
        var model = new NearestPrototype().Fit(
            new(
                described
                    ?
                    [
                        .. Vectors(
                            collection.Descriptions.Select(d => d.Split(' ')),
                            Enumerable.Range(0, collection.Classes)
                        ),
                    ]
                    : [],
                examples is null ? [] : [.. Vectors(examples.Words, examples.Labels)]
            ),
            new(1)
        );
        return text => int.Parse(model.Classify(sentences.Encode(text)).Class);
    }

    private Func<string[], int> Bayes(bool selfTrained)
    {
        // Which words there are is known of all texts.
        var features = new NGramFeatures(Collection.Train, most: 3000);
        var rows = features.Rows(Few);
        ITabularTrainer bayes = new NaiveBayes(BayesKind.Multinomial);
        var model = selfTrained
            ? new SelfTraining(bayes, Confidence: .99, Rounds: 3).Fit(
                new(new(rows, rows), features.Rows(Rest)),
                Context
            )
            : bayes.Fit(new(rows, rows), Context);
        var probabilities = new double[Collection.Classes];
        return text =>
        {
            ((IClassModel)model).Probabilities(features.Row(text), probabilities);
            return TensorPrimitives.IndexOfMax<double>(probabilities);
        };
    }

    /// <summary>The texts that are asked are part of the graph.</summary>
    private Func<string[], int> Spread()
    {
        string[][] texts = [.. Few.Words, .. Rest.Words.Take(Unlabelled), .. Collection.Test.Words];
        var labels = texts.Select((_, i) => i < Few.Count ? Few.Labels[i] : -1).ToArray();
        var spread = new LabelSpreading(Alpha: .8, Tolerance: 1e-4).Spread(
            [.. texts.Select(text => Unit(Sentences.Encode(text)))],
            labels,
            Context.Cancellation
        );
        var places = texts
            .Index()
            .DistinctBy(t => string.Join(' ', t.Item))
            .ToDictionary(t => string.Join(' ', t.Item), t => t.Index);
        return text => TensorPrimitives.IndexOfMax<double>(spread[places[string.Join(' ', text)]]);

        static float[] Unit(float[] vector)
        {
            if (TensorPrimitives.Norm<float>(vector) is > 0 and var length)
                TensorPrimitives.Divide(vector, length, vector);
            return vector;
        }
    }

    private Func<string[], int> Network(Part train, Transfer? transfer)
    {
        var trainer = Networks.Of(SequenceReader.Convolution) with
        {
            FreezeVectors = true,
            Training = new(Epochs: 15, BatchSize: 16, Patience: 0) { Transfer = transfer },
        };
        return Networks.Answer(Networks.Train(trainer, train, new([], [])));
    }

    private Transfer Taken(string[] frozen) => new(Earlier.Network) { Frozen = frozen, Fresh = ["linear-1"] };

    private Part Augmented()
    {
        string[][] copies =
        [
            .. Few.Words,
            .. Enumerable
                .Range(0, Copies)
                .SelectMany(copy =>
                    Few.Words.Select(
                        (text, i) =>
                        {
                            var (joined, seed) = (string.Join(' ', text), (copy * Few.Count) + i);
                            joined =
                                copy % 2 == 0
                                    ? TextAugmentation.DropWords(joined, .1, seed)
                                    : TextAugmentation.SwapWords(joined, .1, seed);
                            return joined.Split(' ');
                        }
                    )
                ),
        ];
        return new(copies, [.. copies.Select((_, i) => Few.Labels[i % Few.Count])]);
    }
}
