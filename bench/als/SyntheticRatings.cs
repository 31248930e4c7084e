using Ninefold.Data;

namespace Ninefold.Bench.Als;

/// <summary>A set of the size and skew of MovieLens-1M: item popularity follows Zipf's law, user activity varies tenfold.</summary>
internal static class SyntheticRatings
{
    public static Interactions Make(int users, int items, int perUser, int seed)
    {
        var random = new Random(seed);
        var cumulative = new double[items];
        for (var i = 0; i < items; i++)
            cumulative[i] = (i == 0 ? 0 : cumulative[i - 1]) + (1 / Math.Pow(i + 20, .8));
        var rows = new List<(int, Interaction)>();
        for (var user = 0; user < users; user++)
        {
            var taken = new HashSet<int>();
            var wanted = (int)(perUser * Math.Pow(10, random.NextDouble() - .5) / 1.236); // the mean of the power is 1.236
            while (taken.Count < wanted)
            {
                var at = Array.BinarySearch(cumulative, random.NextDouble() * cumulative[^1]);
                var item = at < 0 ? ~at : at;
                if (taken.Add(item))
                    rows.Add((user, new(item, 1, rows.Count)));
            }
        }
        return Interactions.From(Ids(users), Ids(items), rows);
    }

    private static Vocabulary Ids(int count) => new([.. Enumerable.Range(0, count).Select(i => i.ToString())]);
}
