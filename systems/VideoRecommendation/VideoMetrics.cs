using Ninefold.Metrics;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>Step 2: what shelves are judged by.</summary>
internal static class VideoMetrics
{
    /// <summary>How much of what was watched next is on the shelf, and how far up. Every rating counts, whatever its value.</summary>
    public static readonly IReadOnlyList<Metric<Shelf, Watched>> Ranking =
    [
        Of(new Ndcg(10)),
        Of(new HitRateAtK(10)),
        Of(new RecallAtK(10)),
        Of(new PrecisionAtK(10)),
        Of(new AveragePrecisionAtK(10)),
        Of(new ReciprocalRank(10)),
    ];

    /// <summary>What the lists are like, whether or not they were right.</summary>
    public static IReadOnlyList<Metric<Shelf, Watched>> Lists(Catalogue catalogue)
    {
        var popularity = new ItemPopularity(
            catalogue
                .Ids.Select((id, video) => (id, video))
                .ToDictionary(v => v.id, v => (long)catalogue.Watches[v.video])
        );
        return
        [
            new CatalogueCoverage<Shelf, Watched>(Ids, catalogue.Ids.Count),
            new IntraListDiversity<Shelf, Watched, IReadOnlySet<string>>(
                s => [.. s.Videos.Select(v => v.Genres.ToHashSet())],
                Distance.Jaccard
            ),
            new Novelty<Shelf, Watched>(Ids, popularity),
            new PopularityBias<Shelf, Watched>(Ids, watched => watched.Videos, popularity),
        ];
    }

    private static Metric<Shelf, Watched> Of(RankingMetric metric) =>
        metric.Of<Shelf, Watched>(Ids, watched => [.. watched.Videos]);

    private static string[] Ids(Shelf shelf) => [.. shelf.Videos.Select(v => v.Id)];
}
