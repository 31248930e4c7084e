using Ninefold.Features;
using Ninefold.Features.Encoders;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>Step 5: what the ranker sees of a proposal, defined once for training and serving.</summary>
internal static class VideoFeatures
{
    /// <summary>What each user watched, liked or rated.</summary>
    public static readonly HistoryView Watched = new("watched", "rating", "watch", "like");

    /// <summary>A video proposed on a visit.</summary>
    public static readonly FeatureSet<Proposal> Proposals = new("proposal")
    {
        { "retrieval", p => p.Retrieval, null, "reciprocal rank fusion of the sources" },
        { "popularity", p => p.Popularity, null, "log(1 + watches in training)" },
        {
            "popularity_gap",
            p => p.Popularity - p.Profile.MeanPopularity,
            null,
            "popularity beyond what the user usually watches"
        },
        { "transitions", p => p.Found.Score("transitions"), null, "score of the source" },
        { "item_knn", p => p.Found.Score("item-knn"), null, "score of the source" },
        { "user_knn", p => p.Found.Score("user-knn"), null, "score of the source" },
        { "als", p => p.Found.Score("als"), null, "score of the source" },
        { "trending", p => p.Found.Score("trending"), null, "score of the source" },
        { "content", p => p.Found.Score("content"), null, "score of the source" },
        { "transitions_rank", p => p.RankIn("transitions"), null, "place in the source's list" },
        { "item_knn_rank", p => p.RankIn("item-knn"), null, "place in the source's list" },
        { "als_rank", p => p.RankIn("als"), null, "place in the source's list" },
        { "sources", p => p.SourcesThatFound, null, "how many sources found it" },
        { "year", p => p.Year, null, "the year it came out" },
        { "year_gap", p => p.Year - p.Profile.MeanYear, null, "years after what the user usually watches" },
        {
            "genre_likeness",
            p => p.Profile.GenreLikeness(p.Video),
            null,
            "mean Jaccard with the latest 20 videos watched"
        },
        { "genres", p => p.Catalogue.Genres[p.Video].Count, null, "how many genres it has" },
        { "genre", p => p.Catalogue.Genres[p.Video].FirstOrDefault(), new Ordinal(), "its first genre" },
        { "watches", p => p.Profile.Watches, null, "how many videos the user watched" },
        { "mean_rating", p => p.Profile.MeanRating, null, "the user's mean rating" },
        {
            "hour",
            p => DateTimeOffset.FromUnixTimeMilliseconds(p.Profile.Now).Hour,
            new Cyclical(24),
            "hour of the visit, UTC"
        },
    };
}
