using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Splitting;
using Ninefold.Models.Content;
using Ninefold.Systems.VideoRecommendation.Data;

namespace Ninefold.Bench.Recommenders;

/// <summary>One data set, split by each user's own time.</summary>
/// <param name="Id">Its name in the catalogue.</param>
/// <param name="HasTimes">Whether moments are known beside the order.</param>
/// <param name="Split">Validation and test are each user's latest.</param>
/// <param name="Content">The words of the items.</param>
internal sealed record Table(string Id, bool HasTimes, InteractionSplit Split, ItemContent Content)
{
    /// <summary>What models learn from that are asked about the test.</summary>
    public Interactions Past { get; } = Joined(Split.Train, Split.Validation);

    private static Interactions Joined(params ReadOnlySpan<Interactions> parts)
    {
        var rows = new List<(int, Interaction)>();
        foreach (var part in parts)
            for (var user = 0; user < part.Users; user++)
                foreach (var row in part.Of(user))
                    rows.Add((user, row));
        return Interactions.From(parts[0].UserIds, parts[0].ItemIds, rows);
    }
}

internal static class Tables
{
    private const int HeldOutOfMovies = 5;

    /// <summary>MovieLens small, from wherever it can be had; a genre or decade is a word of its movies.</summary>
    public static async Task<Table> Movies()
    {
        var home = Environment.GetEnvironmentVariable("NINEFOLD_HOME") ?? ".ninefold";
        var local = Environment.GetEnvironmentVariable("NINEFOLD_DATA");
        var store = new DatasetStore(Path.Combine(home, "data"), local, TimeProvider.System);
        var data = MovieReader.Read(await store.GetAsync(MovieLens.Small));
        var words = data.Items.Select(i =>
            (IReadOnlyList<string>)[.. i.Tags, .. i.Year is { } year ? new[] { $"{year / 10}0s" } : []]
        );
        var all = data.Interactions;
        var split = UserTimeSplit.Of(all, HeldOutOfMovies, HeldOutOfMovies, rehearsal: 0, minimumTrain: 5);
        return new(data.Info.Id, HasTimes: true, split, new(all.ItemIds, [.. words]));
    }

    /// <summary>Purchases of beauty products in their order; null where NINEFOLD_DATA does not hold them.</summary>
    public static Table? Beauty()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "", "amazon-beauty");
        if (!File.Exists(Path.Combine(folder, "Beauty.txt")))
            return null;
        var (users, items, rows) = (new List<string>(), new Vocabulary(), new List<(int, Interaction)>());
        foreach (var line in File.ReadLines(Path.Combine(folder, "Beauty.txt")))
        {
            var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            for (var place = 1; place < parts.Length; place++)
                rows.Add((users.Count, new(items.Add(parts[place]), 1, place)));
            users.Add(parts[0]);
        }
        using var text = File.OpenRead(Path.Combine(folder, "Beauty_item2attributes.json"));
        var attributes = JsonSerializer.Deserialize<Dictionary<string, int[]>>(text)!;
        var words = items.Ids.Select(id =>
            (IReadOnlyList<string>)[.. attributes.GetValueOrDefault(id, []).Select(a => $"{a}")]
        );
        var split = UserTimeSplit.Of(Interactions.From(new(users), items, rows), rehearsal: 0);
        return new("amazon-beauty", HasTimes: false, split, new(items, [.. words]));
    }
}
