using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Models.Factorization;

namespace Ninefold.Models.Neighbors;

/// <summary>How the users that two items share add up to their closeness.</summary>
public enum Weighting
{
    /// <summary>The cosine of the items' columns of users, each user counting 1.</summary>
    Cosine,

    /// <summary>The cosine with each user weighted by idf: who takes everything says little.</summary>
    TfIdf,

    /// <summary>Okapi BM25 (k₁ = 1.2, b = 0.75), items as documents and users as terms: no cosine, popular items are damped.</summary>
    Bm25,
}

/// <summary>
/// Item-based nearest neighbours (Sarwar et al. 2001; Deshpande and Karypis 2004): items are close where the same users
/// took both. A user counts an item once, whatever the value.
/// </summary>
/// <param name="Neighbors">How many each item keeps, at least 1.</param>
/// <param name="Weighting">How shared users add up.</param>
/// <param name="Shrinkage">Added to the denominator of a cosine, so that few shared users say less; at least 0.</param>
/// <param name="HalfLife">Of the history's weight, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight, in days before the query; above 0, null for none.</param>
public sealed record ItemKnn(
    int Neighbors = 200,
    Weighting Weighting = Weighting.TfIdf,
    double Shrinkage = 20,
    double? HalfLife = 3,
    double? HalfLifeDays = null
) : ITrainer<Interactions, ItemToItemModel>
{
    private const double K1 = 1.2;
    private const double B = .75;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "item-knn",
            Parameters.AtLeast(Neighbors, 1),
            Parameters.AtLeast(Shrinkage, 0),
            Parameters.Above(HalfLife, 0),
            Parameters.Above(HalfLifeDays, 0),
            Enum.IsDefined(Weighting)
                ? null
                : $"Weighting must be one of {string.Join(", ", Enum.GetNames<Weighting>())}"
        );

    /// <inheritdoc/>
    public ItemToItemModel Fit(Interactions data, TrainingContext context)
    {
        var users = SparseRows.From(data);
        var items = users.Transpose(data.Items);
        var userWeights = new double[data.Users];
        for (var user = 0; user < data.Users; user++)
            userWeights[user] =
                Weighting == Weighting.Cosine
                    ? 1
                    : Math.Pow(Math.Log(1 + ((double)data.Items / users.Columns(user).Length)), 2);
        var norms = new double[data.Items];
        for (var item = 0; item < data.Items; item++)
            norms[item] =
                Weighting == Weighting.Bm25 ? LengthNorm(items, item) : CosineNorm(items.Columns(item), userWeights);
        return ItemToItemModel.Build(
            data.Items,
            Neighbors,
            new(HalfLife, HalfLifeDays),
            context,
            (item, scores) =>
            {
                foreach (var user in items.Columns(item))
                foreach (var other in users.Columns(user))
                    if (other != item)
                        scores.Add(other, (float)userWeights[user]);
                var shrinkage = Weighting == Weighting.Bm25 ? 0 : Shrinkage;
                foreach (var other in scores.Touched)
                    scores[other] = (float)(scores[other] / ((norms[item] * norms[other]) + shrinkage));
            }
        );
    }

    private static double CosineNorm(ReadOnlySpan<int> users, double[] weights)
    {
        var sum = 0.0;
        foreach (var user in users)
            sum += weights[user];
        return Math.Sqrt(sum);
    }

    // BM25's term weight for a frequency of 1, inverted since norms divide.
    private static double LengthNorm(SparseRows items, int item)
    {
        var mean = Math.Max(1, (double)items.AllColumns.Length / items.Rows);
        return (1 + (K1 * (1 - B + (B * items.Columns(item).Length / mean)))) / (K1 + 1);
    }
}
