using Ninefold.Flows;
using Ninefold.Problems;
using Ninefold.Systems.TextSearch.Data;

namespace Ninefold.Systems.TextSearch;

/// <summary>Step 1, and what stands around the flow.</summary>
internal static class SearchProblem
{
    public static readonly Problem Statement = new()
    {
        Title = "Text search",
        UseCase = "Somebody types a few words into a search box and sees ten results, with more on further pages.",
        BusinessGoal = "People find the document they need at the first attempt, and do not give up.",
        Clarifications =
        [
            new("What is a success?", "A document that was judged relevant stands among the first ten, high up."),
            new("How large is it?", "Up to some 100,000 documents of a page or less, in memory on one machine."),
            new("How fast must it answer?", "Within 30 ms at the 99th percentile over HTTP."),
            new(
                "What of typing errors?",
                "A word that no document has is corrected, the page says so, and can be undone."
            ),
            new("What if nothing fits?", "Less is asked of the documents, and the answer says what was given up."),
            new("What may be searched by?", "Words, phrases, beginnings, near spellings, and filters by field."),
            new("Does it depend on who searches?", "No."),
        ],
        InScope = ["words in one language a collection", "spelling", "facets and filters", "snippets", "reasons"],
        OutOfScope = ["questions with an answer in a sentence", "pictures", "what may be seen by whom", "advertising"],
        Actors =
        [
            new("Searcher", "the right document at once, although words differ from those in it"),
            new("Author", "to be found by what the document is about"),
            new("Owner of the collection", "few searches in vain"),
        ],
        Objective = "Rank the documents by how likely each was judged relevant to the query.",
        Input = "a query, filters, a page, a language",
        Output = "ten documents with snippets and scores, facets, the corrected query, notes",
        Target = "whether a document was judged relevant",
        Category =
            "two-stage ranking: an inverted index with BM25, synonyms and feedback beside a vector index, blended; then LambdaMART",
        Requirements =
        [
            Require.BeatsHeuristic("ndcg@10"),
            Require.AtLeast("map", .41, on: Cranfield.Entry.Id),
            Require.AtMost(Measurements.P99, 50),
            Require.AtMost(Measurements.Memory, 100),
        ],
        Constraints =
        [
            "one machine with two cores must do",
            "every score can be explained",
            "what is indexed is found within a second",
        ],
        DataAtHand =
        [
            new("packages of Debian", "about 30,000 with tags", "free, on every Debian; apt knows them already"),
            new("Cranfield", "1,400 abstracts, 225 queries, 1,837 judgements", "free for research"),
            new("judgements of tags", "some 1,400 queries made of pairs of tags", "none, but nobody typed them"),
            new("impressions, clicks", "logged once the system serves", "storage"),
            new("synonyms", "synonyms.txt in a folder of one's own", "whoever knows the trade writes them down"),
        ],
        Assumptions =
        [
            "What nobody judged is not relevant.",
            "A package that bears both tags is what somebody means who asks for both.",
            "Words that stand among the same words mean the like.",
            "A click far down a list tells more than one at its head, by how many look there.",
            "Grades of Cranfield tell little: every document that was judged counts as relevant.",
        ],
        Heuristic = "BM25 over the text alone",
        Costs = new(Source: 0, Labels: 0, Compute: 100, Requests: 1_000_000, ValueOfHit: .01, HitMetric: "hit_rate@10"),
    };

    public static readonly Architecture Around = new(
        [
            new("Search page", NodeKind.App, "takes the query, shows results, tells what was clicked"),
            new("Prediction service", NodeKind.Service, "spelling, synonyms, retrieval, blend, ranker, snippets"),
            new("Text index", NodeKind.Store, "documents by term, in memory, made of the release"),
            new("Vector index", NodeKind.Store, "documents by meaning (HNSW), in memory, made of the release"),
            new("Observation log", NodeKind.Store, "impressions and clicks"),
            new(
                "Releases",
                NodeKind.Store,
                "documents, spelling, vectors, synonyms, plan, blend and ranker, by content"
            ),
            new("Training", NodeKind.Job, "ladders, evaluation, release; a process of its own"),
            new("Monitors", NodeKind.Job, "drift, latency, outcomes, alarms, retraining"),
        ],
        [
            new("Search page", "Prediction service", "query"),
            new("Prediction service", "Search page", "results"),
            new("Search page", "Observation log", "clicks"),
            new("Prediction service", "Text index", "terms"),
            new("Text index", "Prediction service", "documents"),
            new("Prediction service", "Vector index", "the query's vector"),
            new("Vector index", "Prediction service", "documents that mean the like"),
            new("Prediction service", "Observation log", "impressions"),
            new("Observation log", "Training", "the past"),
            new("Training", "Releases", "release"),
            new("Releases", "Prediction service", "champion, challenger"),
            new("Observation log", "Monitors", "outcomes"),
            new("Monitors", "Training", "retrain"),
        ]
    );
}
