using Ninefold.Data;
using Ninefold.Features;

namespace Ninefold.Models.Popularity;

/// <summary>Proposes to everyone what most users took: the baseline that anything learned must beat.</summary>
/// <param name="Damping">
/// In [0, 1): the score is the number of users to the power of 1 − damping. It leaves the order as it is and takes from
/// the lead of the hits where scores are blended with another source's.
/// </param>
public sealed record MostPopular(double Damping = 0) : ITrainer<Interactions, PopularityModel>
{
    /// <inheritdoc/>
    public string Name { get; } = Parameters.Check("most-popular", Parameters.Within(Damping, 0, 1));

    /// <inheritdoc/>
    public PopularityModel Fit(Interactions data, TrainingContext context)
    {
        var users = new int[data.Items];
        var lastUser = new int[data.Items];
        for (var user = 0; user < data.Users; user++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var row in data.Of(user))
                if (lastUser[row.Item] != user + 1) // once a user
                {
                    lastUser[row.Item] = user + 1;
                    users[row.Item]++;
                }
        }
        var ranked = Enumerable
            .Range(0, data.Items)
            .Where(i => users[i] > 0)
            .OrderByDescending(i => users[i])
            .ToArray();
        return new(ranked, [.. ranked.Select(i => (float)Math.Pow(users[i], 1 - Damping))]);
    }
}
