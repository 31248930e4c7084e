using System.Numerics.Tensors;
using Ninefold.Data;
using Ninefold.Features;

namespace Ninefold.Models.Factorization;

/// <summary>How the order of two items is learned.</summary>
public enum PairwiseLoss
{
    /// <summary>BPR (Rendle et al., 2009): the log loss of the order of an item and a random one.</summary>
    Bpr,

    /// <summary>
    /// WARP (Weston, Bengio and Usunier, 2011, "WSABIE"): random items are drawn until one is ranked too high; the fewer
    /// draws that took, the more the step counts. Aims at the top of the list.
    /// </summary>
    Warp,
}

/// <summary>
/// Matrix factorisation that learns to rank what a user took above the rest, by stochastic gradient descent over random
/// triples. Try <see cref="AlternatingLeastSquares"/> first: on the movies of bench/recommenders BPR stayed well below it,
/// also for the ten items at the top. A query with a history gets a vector by that one's fold-in. One thread.
/// </summary>
/// <param name="Loss">How the order of two items is learned.</param>
/// <param name="Factors">A multiple of 16, 16 to 1024.</param>
/// <param name="Epochs">How often as many triples as interactions are drawn, at least 1.</param>
/// <param name="LearningRate">Above 0.</param>
/// <param name="L2">The penalty on vectors, at least 0.</param>
/// <param name="Regularization">Of the fold-in, above 0.</param>
/// <param name="Alpha">Of the fold-in, above 0.</param>
/// <param name="HalfLife">Of the history's weight at a query, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight at a query, in days before it; above 0, null for none.</param>
public sealed record PairwiseRanking(
    PairwiseLoss Loss = PairwiseLoss.Bpr,
    int Factors = 64,
    int Epochs = 30,
    double LearningRate = .05,
    double L2 = .01,
    double Regularization = 1,
    double Alpha = 10,
    double? HalfLife = 5,
    double? HalfLifeDays = null
) : ITrainer<Interactions, FactorizationModel>
{
    private const int TriplesBetweenChecks = 4096;
    private const int MostDraws = 10; // a well ranked item would take hundreds, and then move hardly anything

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            Loss == PairwiseLoss.Bpr ? "bpr" : "warp",
            Enum.IsDefined(Loss) ? null : $"Loss must be one of {string.Join(", ", Enum.GetNames<PairwiseLoss>())}",
            Factors is >= ImplicitLeastSquares.Lane and <= 1024 && Factors % ImplicitLeastSquares.Lane == 0
                ? null
                : $"Factors must be a multiple of {ImplicitLeastSquares.Lane} from {ImplicitLeastSquares.Lane} to 1024, got {Factors}",
            Parameters.AtLeast(Epochs, 1),
            Parameters.Above(LearningRate, 0),
            Parameters.AtLeast(L2, 0),
            Parameters.Above(Regularization, 0),
            Parameters.Above(Alpha, 0),
            Parameters.Above(HalfLife, 0),
            Parameters.Above(HalfLifeDays, 0)
        );

    /// <inheritdoc/>
    public FactorizationModel Fit(Interactions data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var rows = SparseRows.From(data);
        var random = new Random(context.Seed);
        var users = AlternatingLeastSquares.Start(rows, Factors, random);
        var items = AlternatingLeastSquares.Start(rows.Transpose(data.Items), Factors, random);
        int[] userOf =
        [
            .. Enumerable.Range(0, rows.Rows).SelectMany(u => Enumerable.Repeat(u, rows.Columns(u).Length)),
        ];
        var triples = (long)Epochs * userOf.Length;
        for (long triple = 0; triple < triples; triple++)
        {
            if (triple % TriplesBetweenChecks == 0)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                context.Progress?.Report((double)triple / triples);
            }
            var entry = random.Next(userOf.Length);
            var taken = rows.Columns(userOf[entry]);
            if (taken.Length < data.Items)
                Learn(users.AsSpan(userOf[entry] * Factors, Factors), items, rows.AllColumns[entry], taken, random);
        }
        return new(Factors, users, items, Regularization, Alpha, UseValues: false, new(HalfLife, HalfLifeDays));
    }

    private void Learn(Span<float> user, float[] items, int item, ReadOnlySpan<int> taken, Random random)
    {
        var count = items.Length / Factors;
        var liked = items.AsSpan(item * Factors, Factors);
        var score = TensorPrimitives.Dot<float>(user, liked);
        for (var draw = 1; draw <= (Loss == PairwiseLoss.Bpr ? 1 : MostDraws); draw++)
        {
            int drawn;
            do drawn = random.Next(count);
            while (taken.BinarySearch(drawn) >= 0);
            var other = items.AsSpan(drawn * Factors, Factors);
            var lead = score - TensorPrimitives.Dot<float>(user, other);
            if (Loss == PairwiseLoss.Bpr)
                Step(user, liked, other, 1 / (1 + MathF.Exp(lead)));
            else if (lead < 1)
            {
                // The rank at which so many draws are to be expected, of which the weight is about the logarithm.
                Step(user, liked, other, MathF.Log(1 + (count - 1) / draw) / MathF.Log(count));
                return;
            }
        }
    }

    private void Step(Span<float> user, Span<float> liked, Span<float> other, float slope)
    {
        var (rate, decay) = ((float)LearningRate, (float)L2);
        for (var f = 0; f < user.Length; f++)
        {
            var (u, i, j) = (user[f], liked[f], other[f]);
            user[f] += rate * (slope * (i - j) - decay * u);
            liked[f] += rate * (slope * u - decay * i);
            other[f] += rate * (-slope * u - decay * j);
        }
    }
}
