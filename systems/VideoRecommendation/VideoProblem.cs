using Ninefold.Flows;
using Ninefold.Problems;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>Step 1, and what stands around the flow.</summary>
internal static class VideoProblem
{
    public static readonly Problem Statement = new()
    {
        Title = "Video recommendation",
        UseCase = "A viewer opens the home page of a video service and sees a shelf of ten videos.",
        BusinessGoal = "Viewers find what they want to watch, and so watch more and stay.",
        Clarifications =
        [
            new(
                "What is a success?",
                "A video that the viewer goes on to watch was on the shelf. A click alone is none."
            ),
            new(
                "How large is it?",
                "Up to some 60,000 videos and 160,000 viewers with 25 million ratings on one machine."
            ),
            new("How fast must it answer?", "Within 50 ms at the 99th percentile."),
            new("May a video come twice?", "No: what was watched is not shown again."),
            new(
                "What of somebody new?",
                "They see what is popular and trending, and lists that follow the first videos they like."
            ),
            new("How soon must what was just watched count?", "At the next visit."),
        ],
        InScope = ["the home shelf", "viewers without an account", "a choice of genres"],
        OutOfScope =
        [
            "search",
            "notifications",
            "what may be shown to whom by licence or age",
            "pictures and trailers",
        ],
        Actors =
        [
            new("Viewer", "something worth the evening, without a long search"),
            new("Maker of videos", "to be found, also when not yet popular"),
            new("Service", "time watched, and viewers who return"),
        ],
        Personalisation = "Full: by what the viewer watched and when; none for somebody without a history.",
        Objective = "Rank the videos that a viewer has not watched by how likely they are among the next ones watched.",
        Input = "a viewer's id or none, what was just liked, genres, how many videos",
        Output = "an ordered list of videos, with the probability of each and a reason",
        Target = "whether a video is among the viewer's next five",
        Category = "two-stage ranking: candidate sources, then a learned ranker",
        Requirements =
        [
            Require.BeatsHeuristic("ndcg@10"),
            Require.Beats("item-knn", "ndcg@10"),
            Require.AtLeast("ndcg@10", .055, on: "movielens-small-2016"),
            Require.AtMost(Measurements.P99, 50),
            Require.AtMost(Measurements.Memory, 100),
        ],
        Constraints =
        [
            "no account data beyond what was watched",
            "one machine with two cores must do",
            "every shown video's probability is known",
        ],
        DataAtHand =
        [
            new(
                "ratings (MovieLens)",
                "100,004 ratings of 671 users on 9,066 movies, to 25 million",
                "free for research"
            ),
            new("titles, years, genres", "one row a movie", "free, comes along"),
            new("impressions, clicks, time watched", "logged once the system serves", "storage"),
        ],
        Assumptions =
        [
            "A rating tells that a movie was watched; its value says less than that it was given.",
            "The order in which a user rates is the order in which the service showed the movies, at least in part.",
            "What users rate next is a fair stand-in for what they would watch next.",
        ],
        Heuristic = "the most watched videos that the viewer has not watched",
        Costs = new(Source: 0, Labels: 0, Compute: 150, Requests: 1_000_000, ValueOfHit: .01, HitMetric: "hit_rate@10"),
    };

    public static readonly Architecture Around = new(
        [
            new("Home page", NodeKind.App, "shows the shelf, tells what was clicked and watched"),
            new("Prediction service", NodeKind.Service, "candidates, ranker, re-rankers"),
            new("Observation log", NodeKind.Store, "impressions, clicks, watches, ratings"),
            new("Histories", NodeKind.Store, "what each viewer watched, as of any moment"),
            new("Releases", NodeKind.Store, "catalogue, sources and ranker, by content"),
            new("Training", NodeKind.Job, "ladders, evaluation, release; a process of its own"),
            new("Monitors", NodeKind.Job, "drift, latency, outcomes, alarms, retraining"),
        ],
        [
            new("Home page", "Prediction service", "visit"),
            new("Prediction service", "Home page", "shelf"),
            new("Home page", "Observation log", "clicks, watches"),
            new("Prediction service", "Observation log", "impressions"),
            new("Observation log", "Histories", "watches"),
            new("Histories", "Prediction service", "history"),
            new("Histories", "Prediction service", "profile"),
            new("Observation log", "Training", "the past"),
            new("Training", "Releases", "release"),
            new("Releases", "Prediction service", "champion, challenger"),
            new("Observation log", "Monitors", "outcomes"),
            new("Monitors", "Training", "retrain"),
        ]
    );
}
