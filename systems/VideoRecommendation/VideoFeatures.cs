using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Features.Views;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>Step 5: what the ranker sees of a proposal, defined once for training and serving.</summary>
internal static class VideoFeatures
{
    /// <summary>What each user watched, liked or rated; a watch counts like four stars, a like like five.</summary>
    public static readonly HistoryView Watched = new("watched", "rating", "watch", "like")
    {
        Strength = new Dictionary<string, float> { ["watch"] = 4, ["like"] = 5 },
    };

    /// <summary>How much somebody watched: in this sitting, lately and ever.</summary>
    public static readonly FeatureView Viewer = new("viewer")
    {
        Kinds = Watched.Kinds,
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Count],
        Windows = [Window.Session(TimeSpan.FromMinutes(30)), Window.Sliding(TimeSpan.FromDays(30)), Window.AllTime],
        Owner = "recommendations",
        Doc = "videos that the user watched, liked or rated: in this sitting, in 30 days, ever",
    };

    /// <summary>How somebody rates.</summary>
    public static readonly FeatureView ViewerRatings = new("viewer_ratings")
    {
        Kinds = ["rating"],
        Entity = ViewEntity.Subject,
        Aggregates = [Aggregate.Mean, Aggregate.StandardDeviation],
        Windows = [Window.Sliding(TimeSpan.FromDays(365)), Window.AllTime],
        Owner = "recommendations",
        Doc = "the user's ratings: mean and spread, in a year and ever",
    };

    /// <summary>All views.</summary>
    public static readonly IReadOnlyList<FeatureView> Views = [Viewer, ViewerRatings];

    /// <summary>A video proposed on a visit.</summary>
    public static readonly FeatureSet<Proposal> Proposals = new("proposal")
    {
        { "retrieval", p => p.Retrieval, null, "weighted sum of the sources' scores, each stretched to 0 … 1" },
        { "popularity", p => p.Popularity, null, "log(1 + watches in training)" },
        {
            "popularity_gap",
            p => p.Popularity - p.Profile.MeanPopularity,
            null,
            "popularity beyond what the user usually watches"
        },
        { "transitions", p => p.In("transitions"), null, "score of the source, 0 to 1 within the visit" },
        { "item_knn", p => p.In("item-knn"), null, "score of the source, 0 to 1 within the visit" },
        { "user_knn", p => p.In("user-knn"), null, "score of the source, 0 to 1 within the visit" },
        { "als", p => p.In("als"), null, "score of the source, 0 to 1 within the visit" },
        { "trending", p => p.In("trending"), null, "score of the source, 0 to 1 within the visit" },
        { "two_tower", p => p.In("two-tower"), null, "score of the source, 0 to 1 within the visit" },
        { "sasrec", p => p.In("sasrec"), null, "score of the source, 0 to 1 within the visit" },
        { "content", p => p.In("content"), null, "score of the source, 0 to 1 within the visit" },
        { "transitions_place", p => p.PlaceIn("transitions"), null, "1 / place in the source's list" },
        { "item_knn_place", p => p.PlaceIn("item-knn"), null, "1 / place in the source's list" },
        { "user_knn_place", p => p.PlaceIn("user-knn"), null, "1 / place in the source's list" },
        { "als_place", p => p.PlaceIn("als"), null, "1 / place in the source's list" },
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
        {
            "genre",
            p => p.Catalogue.Genres[p.Video] is [var first, ..] ? first : null,
            new Ordinal(),
            "its first genre"
        },
        { Viewer, p => p.Profile.Viewer },
        { ViewerRatings, p => p.Profile.Ratings },
        {
            "hour",
            p => DateTimeOffset.FromUnixTimeMilliseconds(p.Profile.Now).Hour,
            new Cyclical(24),
            "hour of the visit, UTC"
        },
    };
}
