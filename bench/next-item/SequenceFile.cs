using Ninefold.Data;

namespace Ninefold.Bench.NextItem;

/// <summary>One user a line: the user's number and then items in the order of time.</summary>
internal static class SequenceFile
{
    public static Interactions Read(string path)
    {
        var (users, items, rows) = (new List<string>(), new Dictionary<string, int>(), new List<(int, Interaction)>());
        foreach (var line in File.ReadLines(path))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var place = 1; place < parts.Length; place++)
            {
                items.TryAdd(parts[place], items.Count);
                rows.Add((users.Count, new Interaction(items[parts[place]], 1, place)));
            }
            users.Add(parts[0]);
        }
        return Interactions.From(new(users), new([.. items.Keys]), rows);
    }

    /// <summary>Without the last item of every user, which the test asks for.</summary>
    public static Interactions WithoutLast(Interactions all) => all.Where((user, row) => row.At < all.Of(user).Length);
}
