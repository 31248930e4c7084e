using System.Numerics.Tensors;
using Ninefold.Data.Sampling;
using Ninefold.Models;

namespace Ninefold.Text.Embeddings;

/// <summary>The vectors of <see cref="SkipGramTrainer"/> while they are learned.</summary>
internal sealed class SkipGramLearning
{
    /// <summary>Negatives are drawn by this power of how often they occur.</summary>
    private const double NegativePower = .75;

    private readonly SkipGramTrainer trainer;
    private readonly EmbeddingCorpus corpus;
    private readonly TrainingContext context;
    private readonly int dimension;
    private readonly long total;
    private long read;

    /// <summary>Those of the words, then those of their parts.</summary>
    private readonly float[] inputs;

    /// <summary>What the words look like as neighbours.</summary>
    private readonly float[] outputs;

    /// <summary>By word the numbers of its vectors: its own and those of its parts.</summary>
    private readonly int[][] rowsOf;

    private readonly AliasTable negatives;
    private readonly double[] keep;

    public SkipGramLearning(SkipGramTrainer trainer, EmbeddingCorpus corpus, TrainingContext context)
    {
        (this.trainer, this.corpus, this.context, dimension) = (trainer, corpus, context, trainer.Dimension);
        var (words, all) = (corpus.Words.Length, corpus.Counts.Sum(c => (double)c));
        total = trainer.Passes * (long)all;
        var random = new Random(context.Seed);
        inputs = new float[(words + trainer.Places) * dimension];
        foreach (ref var value in inputs.AsSpan())
            value = (random.NextSingle() - .5f) / dimension;
        outputs = new float[words * dimension];
        rowsOf =
        [
            .. corpus.Words.Select(
                (word, i) =>
                    trainer.Places == 0
                        ? (int[])[i]
                        :
                        [
                            i,
                            .. SubwordVectors
                                .PlacesOf(word, trainer.Shortest, trainer.Longest, trainer.Places)
                                .Select(place => words + place),
                        ]
            ),
        ];
        negatives = new([.. corpus.Counts.Select(count => Math.Pow(count, NegativePower))]);
        keep =
        [
            .. corpus
                .Counts.Select(count => trainer.Frequent * all / count)
                .Select(ratio => trainer.Frequent >= 1 ? 1 : Math.Sqrt(ratio) + ratio),
        ];
    }

    /// <summary>Reads all sentences as often as wanted, each thread a part of them.</summary>
    public void Run() =>
        Parallel.For(
            0,
            context.Threads,
            new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = context.Cancellation },
            thread =>
            {
                var random = new Random(unchecked((context.Seed * 7919) + thread + 1));
                var (hidden, slope, kept) = (new float[dimension], new float[dimension], new List<int>());
                var sentences = corpus.Sentences.Length;
                for (var pass = 0; pass < trainer.Passes; pass++)
                for (
                    var at = (int)((long)sentences * thread / context.Threads);
                    at < (int)((long)sentences * (thread + 1) / context.Threads);
                    at++
                )
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    var sentence = corpus.Sentences[at];
                    var done = (double)Interlocked.Add(ref read, sentence.Length) / total;
                    if (at % 1024 == 0)
                        context.Progress?.Report(Math.Min(1, done));
                    kept.Clear();
                    kept.AddRange(sentence.Where(word => keep[word] >= 1 || random.NextDouble() < keep[word]));
                    Learn(kept, (float)(trainer.LearningRate * Math.Max(0, 1 - done)), random, hidden, slope);
                }
            }
        );

    /// <summary>The vectors of the words: the mean of their own and their parts'.</summary>
    public WordVectors Vectors()
    {
        var values = new float[corpus.Words.Length * dimension];
        for (var word = 0; word < rowsOf.Length; word++)
            Mean(rowsOf[word], values.AsSpan(word * dimension, dimension));
        var parts = inputs[values.Length..];
        return new(
            corpus.Words,
            dimension,
            values,
            parts.Length == 0 ? null : new(trainer.Shortest, trainer.Longest, dimension, parts)
        );
    }

    private void Learn(List<int> sentence, float rate, Random random, float[] hidden, float[] slope)
    {
        for (var centre = 0; centre < sentence.Count; centre++)
        {
            var rows = rowsOf[sentence[centre]];
            Mean(rows, hidden);
            Array.Clear(slope);
            var reach = 1 + random.Next(trainer.Window);
            for (var at = Math.Max(0, centre - reach); at <= Math.Min(sentence.Count - 1, centre + reach); at++)
            {
                if (at == centre)
                    continue;
                Step(sentence[at], 1, rate, hidden, slope);
                for (var i = 0; i < trainer.Negatives; i++)
                    if (negatives.Draw(random) is var drawn && drawn != sentence[at])
                        Step(drawn, 0, rate, hidden, slope);
            }
            foreach (var row in rows)
                TensorPrimitives.Add(Input(row), slope, Input(row));
        }
    }

    private void Step(int target, float label, float rate, float[] hidden, float[] slope)
    {
        var output = outputs.AsSpan(target * dimension, dimension);
        var score = TensorPrimitives.Dot<float>(hidden, output);
        var step = rate * (label - (1 / (1 + MathF.Exp(-score))));
        TensorPrimitives.MultiplyAdd(output, step, slope, slope);
        TensorPrimitives.MultiplyAdd(hidden, step, output, output);
    }

    private void Mean(int[] rows, Span<float> mean)
    {
        mean.Clear();
        foreach (var row in rows)
            TensorPrimitives.Add(mean, Input(row), mean);
        TensorPrimitives.Divide(mean, rows.Length, mean);
    }

    private Span<float> Input(int row) => inputs.AsSpan(row * dimension, dimension);
}
