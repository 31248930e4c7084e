using Ninefold.Data;

namespace Ninefold.Tests.Models;

/// <summary>
/// A small world with something to learn: users like one of three kinds of items and take them roughly in the order of
/// their numbers. Kind k holds the items k, k + 3, k + 6 …; the last item and the last user have no interaction.
/// </summary>
internal static class SessionData
{
    public const int Users = 61;
    public const int Items = 46;
    public const int Kinds = 3;
    public const long Day = 86_400_000;

    public static Interactions Make(int seed = 7)
    {
        var random = new Random(seed);
        var rows = new List<(int, Interaction)>();
        for (var user = 0; user < Users - 1; user++)
        {
            var at = random.NextInt64(100 * Day);
            for (var item = user % Kinds; item < Items - 1; item += Kinds)
                if (random.NextDouble() < .6)
                    rows.Add(
                        (
                            user,
                            new(random.NextDouble() < .9 ? item : random.Next(Items - 1), random.Next(1, 6), at += Day)
                        )
                    );
        }
        return Interactions.From(Ids("u", Users), Ids("i", Items), rows);
    }

    public static Vocabulary Ids(string prefix, int count) =>
        new([.. Enumerable.Range(0, count).Select(i => prefix + i)]);
}
