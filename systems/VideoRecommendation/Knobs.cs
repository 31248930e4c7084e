namespace Ninefold.Systems.VideoRecommendation;

/// <summary>How lists are put together: another value is just another release.</summary>
/// <param name="CandidatesOfASource">How many videos each source is asked for.</param>
/// <param name="RankerWeight">What the ranker's list counts in the blend, beside the sources' own fused list with 1.</param>
/// <param name="Relevance">λ of maximal marginal relevance: 1 leaves the order, less brings variety.</param>
/// <param name="Freshness">What a video of this year gains on the blended score, which runs from 0 to 1.</param>
/// <param name="FreshnessHalfLifeDays">The age at which half of that is left.</param>
/// <param name="Exploration">ε: the chance that one of the last places shows something else than planned.</param>
public sealed record Knobs(
    int CandidatesOfASource = 150,
    double RankerWeight = 2,
    double Relevance = .95,
    double Freshness = .02,
    double FreshnessHalfLifeDays = 730,
    double Exploration = .1
);
