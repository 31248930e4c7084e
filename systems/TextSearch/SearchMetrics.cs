using Ninefold.Metrics;

namespace Ninefold.Systems.TextSearch;

/// <summary>Step 2: what answers are judged by. All that was ranked counts, not only the page that is shown.</summary>
internal static class SearchMetrics
{
    public static readonly IReadOnlyList<Metric<SearchPage, Judgements>> Ranking =
    [
        Of(new Ndcg(10)),
        Of(new AveragePrecisionAtK()),
        Of(new RecallAtK(100)),
        Of(new PrecisionAtK(10)),
        Of(new HitRateAtK(10)),
        Of(new ReciprocalRank(10)),
        Of(new RankBiasedPrecision(k: 10)),
    ];

    /// <summary>What was judged, as ranking metrics take it.</summary>
    public static Relevance Relevant(Judgements judged) =>
        Relevance.Graded(judged.Documents.Zip(judged.Grades, KeyValuePair.Create));

    private static Metric<SearchPage, Judgements> Of(RankingMetric metric) =>
        metric.Of<SearchPage, Judgements>(page => page.Ranked, Relevant);
}
