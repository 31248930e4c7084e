using System.Numerics;
using System.Numerics.Tensors;
using Ninefold.Models;

namespace Ninefold.Text.Embeddings;

/// <summary>The vectors of <see cref="GloveTrainer"/> while they are learned.</summary>
internal sealed class GloveLearning
{
    /// <summary>Words fall into so many classes by their number; the pairs of two classes are a block.</summary>
    private const int Classes = 16;

    private readonly GloveTrainer trainer;
    private readonly TrainingContext context;
    private readonly int words;
    private readonly int width;

    /// <summary>For each word its vector and its bias, then the same for it as a neighbour; and the summed squared slopes.</summary>
    private readonly float[] values;
    private readonly float[] squares;

    public GloveLearning(GloveTrainer trainer, int words, TrainingContext context)
    {
        (this.trainer, this.context, this.words, width) = (trainer, context, words, trainer.Dimension + 1);
        var random = new Random(context.Seed);
        values = new float[2 * words * width];
        foreach (ref var value in values.AsSpan())
            value = (random.NextSingle() - .5f) / width;
        squares = [.. Enumerable.Repeat(1f, values.Length)];
    }

    public WordVectors Run(EmbeddingCorpus corpus)
    {
        var blocks = Blocks(corpus);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.Threads,
            CancellationToken = context.Cancellation,
        };
        for (var pass = 0; pass < trainer.Passes; pass++)
        {
            context.Progress?.Report((double)pass / trainer.Passes);
            for (var shift = 0; shift < Classes; shift++)
                Parallel.For(
                    0,
                    Classes,
                    options,
                    left =>
                    {
                        var block = (left * Classes) + ((left + shift) % Classes);
                        new Random(unchecked((((context.Seed * 7919) + pass) * 7919) + block)).Shuffle(blocks[block]);
                        foreach (var (word, other, count) in blocks[block])
                            Learn(word, words + other, count);
                        context.Cancellation.ThrowIfCancellationRequested();
                    }
                );
        }
        var vectors = new float[words * trainer.Dimension];
        for (var word = 0; word < words; word++)
            TensorPrimitives.Add(
                values.AsSpan(word * width, trainer.Dimension),
                values.AsSpan((words + word) * width, trainer.Dimension),
                vectors.AsSpan(word * trainer.Dimension, trainer.Dimension)
            );
        return new(corpus.Words, trainer.Dimension, vectors);
    }

    /// <summary>How often words stand near each other, both ways, by the classes of both words.</summary>
    private (int Word, int Other, float Count)[][] Blocks(EmbeddingCorpus corpus)
    {
        var near = new Dictionary<(int, int), float>();
        foreach (var sentence in corpus.Sentences)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            for (var at = 0; at < sentence.Length; at++)
            for (var distance = 1; distance <= Math.Min(trainer.Window, at); distance++)
            {
                var (word, other) = (sentence[at], sentence[at - distance]);
                near[(word, other)] = near.GetValueOrDefault((word, other)) + (1f / distance);
                near[(other, word)] = near.GetValueOrDefault((other, word)) + (1f / distance);
            }
        }
        var blocks = near.ToLookup(
            n => (n.Key.Item1 % Classes * Classes) + (n.Key.Item2 % Classes),
            n => (n.Key.Item1, n.Key.Item2, n.Value)
        );
        return [.. Enumerable.Range(0, Classes * Classes).Select(b => blocks[b].ToArray())];
    }

    private void Learn(int word, int other, float count)
    {
        var own = values.AsSpan(word * width, width);
        var its = values.AsSpan(other * width, width);
        var ownSquares = squares.AsSpan(word * width, width);
        var itsSquares = squares.AsSpan(other * width, width);
        var bias = width - 1;
        var error = TensorPrimitives.Dot<float>(own[..bias], its[..bias]) + own[bias] + its[bias] - MathF.Log(count);
        var share = count < trainer.Full ? Math.Pow(count / trainer.Full, trainer.Power) : 1;
        var slope = (float)(trainer.LearningRate * share * error);
        var at = 0;
        for (; at + Vector<float>.Count <= bias; at += Vector<float>.Count)
        {
            var (forOwn, forIts) = (slope * new Vector<float>(its[at..]), slope * new Vector<float>(own[at..]));
            Step(own[at..], ownSquares[at..], forOwn);
            Step(its[at..], itsSquares[at..], forIts);
        }
        for (; at < bias; at++)
        {
            var (forOwn, forIts) = (slope * its[at], slope * own[at]);
            Step(ref own[at], ref ownSquares[at], forOwn);
            Step(ref its[at], ref itsSquares[at], forIts);
        }
        Step(ref own[bias], ref ownSquares[bias], slope);
        Step(ref its[bias], ref itsSquares[bias], slope);
    }

    private static void Step(Span<float> values, Span<float> squares, Vector<float> slope)
    {
        var sum = new Vector<float>(squares);
        (new Vector<float>(values) - (slope / Vector.SquareRoot(sum))).CopyTo(values);
        (sum + (slope * slope)).CopyTo(squares);
    }

    private static void Step(ref float value, ref float squares, float slope)
    {
        value -= slope / MathF.Sqrt(squares);
        squares += slope * slope;
    }
}
