using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Models.Factorization;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// User-based nearest neighbours: what the users whose histories are closest to this one took. Nothing is learned but
/// the histories themselves; the work is done at the query.
/// </summary>
/// <param name="Neighbors">How many users are asked, at least 1.</param>
/// <param name="Shrinkage">Added to the length of a user's history under the root, so that short ones say less; at least 0.</param>
/// <param name="HalfLife">Of the history's weight, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight, in days before the query; above 0, null for none.</param>
public sealed record UserKnn(
    int Neighbors = 20,
    double Shrinkage = 10,
    double? HalfLife = 5,
    double? HalfLifeDays = null
) : ITrainer<Interactions, UserKnnModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "user-knn",
            Parameters.AtLeast(Neighbors, 1),
            Parameters.AtLeast(Shrinkage, 0),
            Parameters.Above(HalfLife, 0),
            Parameters.Above(HalfLifeDays, 0)
        );

    /// <inheritdoc/>
    public UserKnnModel Fit(Interactions data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var users = SparseRows.From(data);
        return new(users.Offsets, users.AllColumns, data.Items, Neighbors, Shrinkage, new(HalfLife, HalfLifeDays));
    }
}
