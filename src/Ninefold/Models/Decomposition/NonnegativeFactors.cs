using System.Numerics.Tensors;
using System.Text.Json.Serialization;
using Ninefold.Features;
using Ninefold.Models.Factorization;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Decomposition;

/// <summary>
/// Non-negative matrix factorisation (Lee and Seung, 1999) by hierarchical alternating least squares (Cichocki and Phan,
/// 2009): rows as sums of few parts, none of them below 0, such as topics of words. Finds a local optimum. Learns no
/// labels; weights are not read.
/// </summary>
/// <param name="Components">How many parts, at least 1.</param>
/// <param name="Iterations">At most so many rounds, at least 1.</param>
public sealed record NonnegativeFactors(int Components = 8, int Iterations = 500)
    : ITrainer<LabelledRows, NonnegativeFactorsModel>
{
    private const double Tolerance = 1e-10;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("nonnegative-factors", Parameters.AtLeast(Components, 1), Parameters.AtLeast(Iterations, 1));

    /// <inheritdoc/>
    /// <param name="data">Values are at least 0; a missing one is 0.</param>
    /// <param name="context">The seed is that of the start.</param>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public NonnegativeFactorsModel Fit(LabelledRows data, TrainingContext context)
    {
        data.Check("training");
        if (Array.FindIndex(data.Values, value => value < 0) is >= 0 and var wrong)
            throw new ArgumentException($"Values of {Name} must be at least 0, value {wrong} is {data.Values[wrong]}.");
        var random = new Random(context.Seed);
        var rows = Known(data);
        var columns = rows.Transpose(data.Schema.Width);
        var mean = rows.AllValues.Sum(value => (double)value) / data.Values.Length;
        var scale = Math.Sqrt(Math.Max(double.Epsilon, mean) / Components);
        var (shares, parts) = (Start(data.Count), Start(data.Schema.Width));
        for (var (round, moved) = (0, 1.0); round < Iterations && moved > Tolerance; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress?.Report((double)round / Iterations);
            moved = Improve(shares, parts, rows);
            moved += Improve(parts, shares, columns);
        }
        return new(Components, parts);

        double[] Start(int size) =>
            [.. Enumerable.Range(0, size * Components).Select(_ => scale * random.NextDouble())];
    }

    /// <summary>The values above 0, which in counts of words are few.</summary>
    private static SparseRows Known(LabelledRows data)
    {
        var (offsets, columns, values) = (new int[data.Count + 1], new List<int>(), new List<float>());
        for (var row = 0; row < data.Count; row++)
        {
            foreach (var (column, value) in data.Row(row).ToArray().Index())
                if (value > 0)
                {
                    columns.Add(column);
                    values.Add(value);
                }
            offsets[row + 1] = columns.Count;
        }
        return new(offsets, [.. columns], [.. values]);
    }

    /// <summary>Solves one side, entry by entry, with the other held.</summary>
    /// <returns>How far it moved, as a share of its size.</returns>
    private double Improve(double[] solved, double[] other, SparseRows rows)
    {
        var gram = NonnegativeFactorsModel.Gram(other, Components);
        var (moved, size, moments) = (0.0, double.Epsilon, new double[Components]);
        for (var i = 0; i < rows.Rows; i++)
        {
            Array.Clear(moments);
            var columns = rows.Columns(i);
            var values = rows.Values(i);
            for (var at = 0; at < columns.Length; at++)
                TensorPrimitives.MultiplyAdd(
                    other.AsSpan(columns[at] * Components, Components),
                    values[at],
                    moments,
                    moments
                );
            var own = solved.AsSpan(i * Components, Components);
            moved += NonnegativeFactorsModel.Sweep(own, gram, moments);
            foreach (var entry in own)
                size += entry;
        }
        return moved / size;
    }
}

/// <summary>Parts of which rows are sums.</summary>
/// <param name="Components">How many there are.</param>
/// <param name="Parts">Column by column, one entry a part, at least 0.</param>
public sealed record NonnegativeFactorsModel(int Components, double[] Parts)
{
    private const int Sweeps = 100;

    /// <summary>How many columns a row has.</summary>
    [JsonIgnore]
    public int Width => Parts.Length / Components;

    /// <summary>How much of each part a row holds, in least squares.</summary>
    /// <param name="row"><see cref="Width"/> values, at least 0; NaN counts as 0.</param>
    /// <param name="shares">Receives <see cref="Components"/> values, at least 0.</param>
    public void Project(ReadOnlySpan<float> row, Span<double> shares)
    {
        if (row.Length != Width || shares.Length != Components)
            throw new ArgumentException(
                $"A row of {Width} columns and {Components} shares are needed, got {row.Length} and {shares.Length}."
            );
        var (gram, moments) = (Gram(Parts, Components), new double[Components]);
        for (var j = 0; j < row.Length; j++)
        for (var k = 0; k < Components; k++)
            moments[k] += float.IsNaN(row[j]) ? 0 : row[j] * Parts[j * Components + k];
        shares.Clear();
        for (var sweep = 0; sweep < Sweeps; sweep++)
            Sweep(shares, gram, moments);
    }

    internal static double[] Gram(double[] vectors, int size)
    {
        var gram = new double[size * size];
        for (var from = 0; from < vectors.Length; from += size)
        for (var a = 0; a < size; a++)
        for (var b = 0; b < size; b++)
            gram[a * size + b] += vectors[from + a] * vectors[from + b];
        return gram;
    }

    /// <summary>Sets each entry to the best where the others are held, none below 0.</summary>
    /// <returns>How far they moved.</returns>
    internal static double Sweep(Span<double> solved, double[] gram, double[] moments)
    {
        var moved = 0.0;
        for (var k = 0; k < solved.Length; k++)
        {
            var own = gram[k * solved.Length + k];
            if (own == 0)
                continue;
            var slope = moments[k];
            for (var other = 0; other < solved.Length; other++)
                slope -= gram[k * solved.Length + other] * solved[other];
            var next = Math.Max(0, solved[k] + slope / own);
            moved += Math.Abs(next - solved[k]);
            solved[k] = next;
        }
        return moved;
    }
}
