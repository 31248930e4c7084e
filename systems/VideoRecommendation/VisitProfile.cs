using Ninefold.Data;
using Ninefold.Features.Views;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>What the history says of somebody's taste, worked out once a visit.</summary>
public sealed class VisitProfile
{
    private const int RecentVideos = 20;

    private readonly int[] recent;

    /// <param name="catalogue">The videos.</param>
    /// <param name="history">What was watched, oldest first.</param>
    /// <param name="viewer">How much the visitor watched.</param>
    /// <param name="ratings">How the visitor rates.</param>
    /// <param name="now">Unix time in milliseconds.</param>
    public VisitProfile(
        Catalogue catalogue,
        ReadOnlySpan<Interaction> history,
        FeatureValues viewer,
        FeatureValues ratings,
        long now
    )
    {
        (Catalogue, Viewer, Ratings, Now) = (catalogue, viewer, ratings, now);
        recent = new int[Math.Min(RecentVideos, history.Length)];
        var (years, watches, dated) = (0.0, 0.0, 0);
        for (var i = 0; i < history.Length; i++)
        {
            var video = history[i].Item;
            if (i >= history.Length - recent.Length)
                recent[i - (history.Length - recent.Length)] = video;
            watches += Math.Log(1 + catalogue.Watches[video]);
            if (catalogue.Years[video] > 0)
                (years, dated) = (years + catalogue.Years[video], dated + 1);
        }
        MeanYear = dated == 0 ? double.NaN : years / dated;
        MeanPopularity = history.Length == 0 ? double.NaN : watches / history.Length;
    }

    /// <summary>The videos.</summary>
    public Catalogue Catalogue { get; }

    /// <summary>Unix time in milliseconds.</summary>
    public long Now { get; }

    /// <summary>How much the visitor watched.</summary>
    public FeatureValues Viewer { get; }

    /// <summary>How the visitor rates.</summary>
    public FeatureValues Ratings { get; }

    /// <summary>The mean year of what was watched; NaN without a history.</summary>
    public double MeanYear { get; }

    /// <summary>The mean logarithm of how often what was watched is watched; NaN without a history.</summary>
    public double MeanPopularity { get; }

    /// <summary>The mean likeness by genre to the latest videos watched; NaN without a history.</summary>
    public double GenreLikeness(int video)
    {
        var sum = 0.0;
        foreach (var watched in recent)
            sum += Catalogue.Similarity(watched, video);
        return recent.Length == 0 ? double.NaN : sum / recent.Length;
    }
}

/// <summary>A video that might be shown on a visit: what the ranker scores.</summary>
/// <param name="Found">The candidate.</param>
/// <param name="Merged">What the sources say of all candidates.</param>
/// <param name="Profile">The visitor.</param>
public readonly record struct Proposal(Flows.Candidate Found, MergedCandidates Merged, VisitProfile Profile)
{
    /// <summary>The videos.</summary>
    public Catalogue Catalogue => Profile.Catalogue;

    /// <summary>The video's number.</summary>
    public int Video => Found.Item;

    /// <summary>The year it came out, or NaN.</summary>
    public double Year => Catalogue.Years[Video] is > 0 and var year ? year : double.NaN;

    /// <summary>The logarithm of how often it was watched in the training data.</summary>
    public double Popularity => Math.Log(1 + Catalogue.Watches[Video]);

    /// <summary>The sources' scores made one.</summary>
    public double Retrieval => Merged.Sum(Found);

    /// <summary>Its score in a source, 0 to 1; NaN where the source was not asked.</summary>
    public double In(string source) => Merged.Score(Found, source);

    /// <summary>How many sources found it.</summary>
    public int SourcesThatFound
    {
        get
        {
            var count = 0;
            foreach (var source in Found.Set.Sources)
                count += Found.Rank(source) >= 0 ? 1 : 0;
            return count;
        }
    }

    /// <summary>Where a source placed it, as 1 / (1 + place), places from 0: 1 is the first, 0 where it did not find it.</summary>
    public double PlaceIn(string source) => Found.Rank(source) is >= 0 and var rank ? 1.0 / (1 + rank) : 0;
}
