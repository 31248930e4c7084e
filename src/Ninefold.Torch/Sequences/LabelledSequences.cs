using Ninefold.Torch.Training;
using static TorchSharp.torch;

namespace Ninefold.Torch.Sequences;

/// <summary>Sequences of tokens, such as texts, with their classes.</summary>
/// <param name="Sequences">The tokens of each by number, from 0; what is not a token of the data is passed over.</param>
/// <param name="Labels">The class of each, from 0.</param>
public sealed record LabelledSequences(IReadOnlyList<int[]> Sequences, IReadOnlyList<int> Labels)
{
    /// <summary>As a network is given them: (batch, length), token t as t + 1, with zeroes before the shorter ones.</summary>
    /// <param name="tokens">How many tokens are known.</param>
    /// <param name="longest">So many tokens of a sequence are read.</param>
    internal ClassExamples Examples(int tokens, int longest)
    {
        var known = Sequences
            .Select(s => s.Where(token => (uint)token < (uint)tokens).Take(longest).Select(t => t + 1L).ToArray())
            .ToArray();
        return new(
            Labels,
            (rows, _) =>
            {
                var length = Math.Max(1, rows.Max(row => known[row].Length));
                var ids = new long[rows.Length * length];
                foreach (var (place, row) in rows.Index())
                    known[row].CopyTo(ids, ((place + 1) * length) - known[row].Length);
                return tensor(ids, [rows.Length, length]);
            }
        );
    }
}

/// <summary>What a sequence classifier learns from, and what it is stopped by.</summary>
/// <param name="Tokens">How many different tokens there are, at least 1.</param>
/// <param name="Train">Sequences of at least two classes.</param>
/// <param name="Validation">Without sequences it is not stopped.</param>
/// <param name="Vectors">
/// Vectors of the tokens to begin with, one after the other, such as skip-gram's, as wide as the classifier's; null to begin at
/// random.
/// </param>
public sealed record SequenceData(
    int Tokens,
    LabelledSequences Train,
    LabelledSequences Validation,
    float[]? Vectors = null
)
{
    /// <exception cref="ArgumentException">Something does not fit; the message lists all faults.</exception>
    internal void Check(int width)
    {
        var faults = ClassTraining.Faults(Train.Labels, Validation.Labels).ToList();
        if (Tokens < 1)
            faults.Add($"{nameof(Tokens)} must be at least 1, got {Tokens}");
        foreach (var (part, sequences) in new[] { ("training", Train), ("validation", Validation) })
            if (sequences.Sequences.Count != sequences.Labels.Count)
                faults.Add(
                    $"{sequences.Sequences.Count} sequences of the {part} part need as many labels, "
                        + $"got {sequences.Labels.Count}"
                );
        if (Vectors is not null && Vectors.Length != (long)Tokens * width)
            faults.Add($"{nameof(Vectors)} must have {Tokens} × {width} numbers, got {Vectors.Length}");
        if (faults.Count > 0)
            throw new ArgumentException($"{nameof(SequenceData)}: {string.Join("; ", faults)}.");
    }
}
