namespace Ninefold.Systems.VideoRecommendation;

/// <summary>Somebody opens the page.</summary>
/// <param name="User">Who; null or an unknown id for somebody new.</param>
/// <param name="Count">How many videos to show, 1 to 100.</param>
/// <param name="Liked">Ids of videos that somebody just liked, oldest first: they count like the newest history.</param>
/// <param name="Genres">Show only these genres; empty for all.</param>
public sealed record Visit(
    string? User = null,
    int Count = 10,
    IReadOnlyList<string>? Liked = null,
    IReadOnlyList<string>? Genres = null
)
{
    /// <summary>The most videos that one visit may ask for.</summary>
    public const int MostVideos = 100;
}

/// <summary>What is shown.</summary>
/// <param name="Videos">Best first.</param>
public sealed record Shelf(IReadOnlyList<ShelfVideo> Videos);

/// <summary>A video as it is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Year">The year it came out, or null.</param>
/// <param name="Genres">Its genres.</param>
/// <param name="Score">What it was ranked by; only the order means something.</param>
/// <param name="Probability">With which the flow shows it at this place.</param>
/// <param name="Source">The candidate source that placed it best.</param>
/// <param name="Because">The title in the history that speaks most for it, or null.</param>
public sealed record ShelfVideo(
    string Id,
    string Title,
    int? Year,
    IReadOnlyList<string> Genres,
    double Score,
    double Probability,
    string Source,
    string? Because
);

/// <summary>What somebody went on to watch.</summary>
/// <param name="Videos">Ids, the first one first.</param>
/// <param name="Ratings">The rating of each, 0.5 to 5.</param>
/// <param name="At">When each was rated.</param>
/// <param name="Before">How many videos they had rated before.</param>
/// <param name="AcrossGlobalCut">Whether they had a history before a cut of all the data in time, and this came after it.</param>
public sealed record Watched(
    IReadOnlyList<string> Videos,
    IReadOnlyList<double> Ratings,
    IReadOnlyList<DateTimeOffset> At,
    int Before,
    bool AcrossGlobalCut
);
