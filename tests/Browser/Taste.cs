namespace Ninefold.Browser.Tests;

/// <summary>A folder of watched videos of four kinds: everybody watches mostly the videos of one kind.</summary>
internal static class Taste
{
    private const int Users = 60;
    private const int VideosOfAKind = 60;
    private const int WatchedByOne = 30;
    private const double Faithful = .9;
    private static readonly (string Kind, string Genre)[] Kinds =
    [
        ("Comet", "Sci-Fi"),
        ("Garden", "Romance"),
        ("Harbour", "Crime"),
        ("Meadow", "Children"),
    ];

    public static void Write(string folder, int seed)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(seed);
        var items = new List<string> { "item,title,year,genres" };
        foreach (var (kind, genre) in Kinds)
            for (var i = 1; i <= VideosOfAKind; i++)
                items.Add($"{kind}-{i},{kind} {i},{1980 + i % 20},{genre}");
        File.WriteAllLines(Path.Combine(folder, "items.csv"), items);

        var watched = new List<string> { "user,item,timestamp,value" };
        for (var user = 1; user <= Users; user++)
        {
            var seen = new HashSet<string>();
            while (seen.Count < WatchedByOne)
            {
                var (kind, _) = Kinds[random.NextDouble() < Faithful ? user % Kinds.Length : random.Next(Kinds.Length)];
                var item = $"{kind}-{1 + random.Next(VideosOfAKind)}";
                if (seen.Add(item))
                    watched.Add($"user-{user},{item},{1_700_000_000 + 3600 * seen.Count + user},{3 + random.Next(3)}");
            }
        }
        File.WriteAllLines(Path.Combine(folder, "interactions.csv"), watched);
    }
}
