using System.Text.Json.Serialization;
using Ninefold.Data;
using Ninefold.Data.Reading;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>What is known of the videos at training time; part of a release.</summary>
public sealed class Catalogue
{
    /// <param name="ids">The videos' ids; a video's number is its position here.</param>
    /// <param name="titles">Its title.</param>
    /// <param name="years">The year it came out, 0 where unknown.</param>
    /// <param name="genres">Its genres.</param>
    /// <param name="watches">How often it was watched in the training data.</param>
    [JsonConstructor]
    public Catalogue(
        IReadOnlyList<string> ids,
        IReadOnlyList<string> titles,
        int[] years,
        IReadOnlyList<IReadOnlyList<string>> genres,
        int[] watches
    )
    {
        (Ids, Titles, Years, Genres, Watches) = (ids, titles, years, genres, watches);
        Numbers = new Vocabulary(ids);
        genreNumbers = new Vocabulary([.. genres.SelectMany(g => g).Distinct().Order(StringComparer.Ordinal)]);
        GenreSets =
        [
            .. genres.Select(g => g.Aggregate(0UL, (set, genre) => set | 1UL << genreNumbers.Find(genre) % 64)),
        ];
        MostWatched = [.. Enumerable.Range(0, ids.Count).OrderByDescending(video => watches[video])];
    }

    private readonly Vocabulary genreNumbers;

    /// <summary>The videos' ids.</summary>
    public IReadOnlyList<string> Ids { get; }

    /// <summary>The videos' titles.</summary>
    public IReadOnlyList<string> Titles { get; }

    /// <summary>The years they came out, 0 where unknown.</summary>
    public int[] Years { get; }

    /// <summary>Their genres.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Genres { get; }

    /// <summary>How often each was watched in the training data.</summary>
    public int[] Watches { get; }

    /// <summary>From id to number.</summary>
    [JsonIgnore]
    public Vocabulary Numbers { get; }

    /// <summary>All genres.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> AllGenres => genreNumbers.Ids;

    /// <summary>Each video's genres as bits, by their place in <see cref="AllGenres"/> modulo 64.</summary>
    [JsonIgnore]
    public ulong[] GenreSets { get; }

    /// <summary>All videos, the most watched first, equal ones by number.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> MostWatched { get; }

    /// <summary>How alike two videos are by genre, 0 to 1 (Jaccard).</summary>
    public double Similarity(int a, int b)
    {
        var union = ulong.PopCount(GenreSets[a] | GenreSets[b]);
        return union == 0 ? 0 : (double)ulong.PopCount(GenreSets[a] & GenreSets[b]) / union;
    }

    /// <summary>When a video came out, Unix time in milliseconds: the first of January of its year.</summary>
    public long PublishedAt(int video) =>
        Years[video] is > 0 and <= 9999 and var year
            ? new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()
            : 0;

    /// <summary>The catalogue of a data set, with counts from the training part alone.</summary>
    public static Catalogue Of(IReadOnlyList<ItemDetails> items, Interactions train)
    {
        var watches = new int[train.Items];
        foreach (var one in train.All)
            watches[one.Item]++;
        return new(
            train.ItemIds.Ids,
            [.. items.Select(i => i.Title)],
            [.. items.Select(i => i.Year ?? 0)],
            [.. items.Select(i => i.Tags)],
            watches
        );
    }
}
