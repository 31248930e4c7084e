using System.Text.Json.Serialization;
using Ninefold.Features;
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
        var (count, width) = (data.Count, data.Schema.Width);
        double[] values = [.. data.Values.Select(value => float.IsNaN(value) ? 0 : (double)value)];
        var scale = Math.Sqrt(Math.Max(double.Epsilon, values.Average()) / Components);
        var (shares, parts) = (Start(count), Start(width));
        for (var (round, moved) = (0, 1.0); round < Iterations && moved > Tolerance; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress?.Report((double)round / Iterations);
            moved = Improve(shares, parts, count, width, (row, column) => values[row * width + column]);
            moved += Improve(parts, shares, width, count, (column, row) => values[row * width + column]);
        }
        return new(Components, parts);

        double[] Start(int rows) =>
            [.. Enumerable.Range(0, rows * Components).Select(_ => scale * random.NextDouble())];
    }

    /// <summary>Solves one side, entry by entry, with the other held.</summary>
    /// <returns>How far it moved, as a share of its size.</returns>
    private double Improve(double[] solved, double[] other, int count, int width, Func<int, int, double> value)
    {
        var gram = NonnegativeFactorsModel.Gram(other, Components);
        var (moved, size, moments) = (0.0, double.Epsilon, new double[Components]);
        for (var i = 0; i < count; i++)
        {
            Array.Clear(moments);
            for (var j = 0; j < width; j++)
                if (value(i, j) is not 0 and var known)
                    for (var k = 0; k < Components; k++)
                        moments[k] += known * other[j * Components + k];
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
