using Ninefold.Data;
using Ninefold.Features;

namespace Ninefold.Models.Neighbors;

/// <summary>
/// What comes next: items that users took soon after one another, in that order. The closeness of b to a is a damped
/// conditional probability, <c>n(a → b) / (n(a) + s) / (n(b) + s)^d</c>, where n(a → b) counts each time b came within the
/// window after a, less with every place between them. A Markov chain with a fading memory, much stronger than
/// <see cref="ItemKnn"/> where the order of actions carries information.
/// </summary>
/// <param name="Neighbors">How many each item keeps, at least 1.</param>
/// <param name="Window">How many places after an item count, at least 1.</param>
/// <param name="Decay">What each place further counts of the one before, above 0 and at most 1.</param>
/// <param name="Shrinkage">s: added to the counts, so that rare items say less; at least 0.</param>
/// <param name="Damping">d: how far popularity is divided out, in [0, 1).</param>
/// <param name="HalfLife">Of the history's weight, in places back from the newest; above 0, null for none.</param>
/// <param name="HalfLifeDays">Of the history's weight, in days before the query; above 0, null for none.</param>
public sealed record Transitions(
    int Neighbors = 500,
    int Window = 30,
    double Decay = .95,
    double Shrinkage = 10,
    double Damping = .2,
    double? HalfLife = 3,
    double? HalfLifeDays = null
) : ITrainer<Interactions, ItemToItemModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "transitions",
            Parameters.AtLeast(Neighbors, 1),
            Parameters.AtLeast(Window, 1),
            Decay is > 0 and <= 1 ? null : $"Decay must be above 0 and at most 1, got {Decay}",
            Parameters.AtLeast(Shrinkage, 0),
            Parameters.Within(Damping, 0, 1),
            Parameters.Above(HalfLife, 0),
            Parameters.Above(HalfLifeDays, 0)
        );

    /// <inheritdoc/>
    public ItemToItemModel Fit(Interactions data, TrainingContext context)
    {
        var places = PlacesByItem(data);
        var weights = Enumerable.Range(0, Window).Select(gap => (float)Math.Pow(Decay, gap)).ToArray();
        return ItemToItemModel.Build(
            data.Items,
            Neighbors,
            new(HalfLife, HalfLifeDays),
            context,
            (item, scores) =>
            {
                foreach (var (user, place) in places[item])
                {
                    var rest = data.Of(user)[(place + 1)..];
                    for (var gap = 0; gap < Math.Min(Window, rest.Length); gap++)
                        if (rest[gap].Item != item)
                            scores.Add(rest[gap].Item, weights[gap]);
                }
                foreach (var next in scores.Touched)
                    scores[next] /= (float)(
                        (places[item].Count + Shrinkage) * Math.Pow(places[next].Count + Shrinkage, Damping)
                    );
            }
        );
    }

    private static List<(int User, int Place)>[] PlacesByItem(Interactions data)
    {
        var places = new List<(int, int)>[data.Items];
        for (var item = 0; item < data.Items; item++)
            places[item] = [];
        for (var user = 0; user < data.Users; user++)
        for (var place = 0; place < data.Of(user).Length; place++)
            places[data.Of(user)[place].Item].Add((user, place));
        return places;
    }
}
