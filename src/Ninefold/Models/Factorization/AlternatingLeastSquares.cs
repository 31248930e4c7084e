using Ninefold.Data;
using Ninefold.Features;

namespace Ninefold.Models.Factorization;

/// <summary>
/// Matrix factorisation of implicit feedback (Hu, Koren and Volinsky 2008): every pair of user and item is a target, 1
/// where there was an interaction and 0 elsewhere, and interactions count with the confidence <c>1 + alpha × value</c>.
/// Users and items are solved in turn by conjugate gradient (Takács, Pilászy and Tikk 2011), whose cost is linear in the
/// interactions and quadratic in the factors.
/// </summary>
/// <param name="Factors">A multiple of 16, 16 to 1024.</param>
/// <param name="Iterations">How often users and items are solved, at least 1.</param>
/// <param name="Regularization">λ: added to the diagonal of each system, above 0.</param>
/// <param name="Alpha">What an interaction adds to the confidence, at least 0.</param>
/// <param name="UseValues">Whether <paramref name="Alpha"/> is multiplied by the interaction's value; else each counts as 1.</param>
/// <param name="Steps">Of conjugate gradient for each solution, at least 1.</param>
/// <param name="HalfLife">Of the history's weight at a query, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight at a query, in days before it; above 0, null for none.</param>
public sealed record AlternatingLeastSquares(
    int Factors = 64,
    int Iterations = 10,
    double Regularization = 20,
    double Alpha = 1,
    bool UseValues = false,
    int Steps = 3,
    double? HalfLife = 5,
    double? HalfLifeDays = null
) : ITrainer<Interactions, FactorizationModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "als",
            Factors is >= ImplicitLeastSquares.Lane and <= 1024 && Factors % ImplicitLeastSquares.Lane == 0
                ? null
                : $"Factors must be a multiple of {ImplicitLeastSquares.Lane} from {ImplicitLeastSquares.Lane} to 1024, got {Factors}",
            Parameters.AtLeast(Iterations, 1),
            Parameters.Above(Regularization, 0),
            Parameters.AtLeast(Alpha, 0),
            Parameters.AtLeast(Steps, 1),
            Parameters.Above(HalfLife, 0),
            Parameters.Above(HalfLifeDays, 0)
        );

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Values are used and one is negative or not finite.</exception>
    public FactorizationModel Fit(Interactions data, TrainingContext context)
    {
        var users = SparseRows.From(data).Map(value => Confidence(value));
        var items = users.Transpose(data.Items);
        var random = new Random(context.Seed);
        var userFactors = Start(users, Factors, random);
        var itemFactors = Start(items, Factors, random);
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            SolveAll(userFactors, itemFactors, users, context);
            SolveAll(itemFactors, userFactors, items, context);
            context.Progress?.Report((iteration + 1.0) / Iterations);
        }
        return new(Factors, userFactors, itemFactors, Regularization, Alpha, UseValues, new(HalfLife, HalfLifeDays));
    }

    private float Confidence(float value)
    {
        if (!UseValues)
            return (float)Alpha;
        if (!float.IsFinite(value) || value < 0)
            throw new ArgumentException(
                $"{Name}: values must be finite and 0 or more where they are used, got {value}."
            );
        return (float)Alpha * value;
    }

    /// <summary>Small random vectors; 0 for what nothing is known of, which thereby stays 0.</summary>
    internal static float[] Start(SparseRows rows, int factors, Random random)
    {
        var vectors = new float[rows.Rows * factors];
        for (var i = 0; i < vectors.Length; i++)
        {
            var value = (float)((random.NextDouble() - .5) / Math.Sqrt(factors));
            vectors[i] = rows.Columns(i / factors).IsEmpty ? 0 : value;
        }
        return vectors;
    }

    private void SolveAll(float[] solved, float[] fixedSide, SparseRows rows, TrainingContext context)
    {
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = context.Threads,
            CancellationToken = context.Cancellation,
        };
        var gram = ImplicitLeastSquares.Gram(fixedSide, Factors, Regularization, options);
        Parallel.For(
            0,
            rows.Rows,
            options,
            row =>
                ImplicitLeastSquares.Solve(
                    solved.AsSpan(row * Factors, Factors),
                    gram,
                    fixedSide,
                    rows.Columns(row),
                    rows.Values(row),
                    Steps
                )
        );
    }
}
