namespace Ninefold.Problems;

/// <summary>Step 1 as data: what is to be solved, for whom, within what, and how it will be known to be solved.</summary>
public sealed record Problem
{
    /// <summary>The system in a few words, such as "Video recommendation".</summary>
    public required string Title { get; init; }

    /// <summary>Who uses it, where, for what.</summary>
    public required string UseCase { get; init; }

    /// <summary>What the business wants of it.</summary>
    public required string BusinessGoal { get; init; }

    /// <summary>What was asked to make the task clear, with the answers.</summary>
    public IReadOnlyList<Clarification> Clarifications { get; init; } = [];

    /// <summary>What it does.</summary>
    public IReadOnlyList<string> InScope { get; init; } = [];

    /// <summary>What it leaves to others.</summary>
    public IReadOnlyList<string> OutOfScope { get; init; } = [];

    /// <summary>Who takes part, and what each wants.</summary>
    public IReadOnlyList<Actor> Actors { get; init; } = [];

    /// <summary>How far answers depend on who asks.</summary>
    public string Personalisation { get; init; } = "None.";

    /// <summary>The business goal as a task a model can be trained for.</summary>
    public required string Objective { get; init; }

    /// <summary>What a request holds.</summary>
    public required string Input { get; init; }

    /// <summary>What an answer holds.</summary>
    public required string Output { get; init; }

    /// <summary>What the models predict.</summary>
    public required string Target { get; init; }

    /// <summary>The kind of task: ranking, binary classification, retrieval …</summary>
    public required string Category { get; init; }

    /// <summary>What must be measured before a release goes out.</summary>
    public required IReadOnlyList<Requirement> Requirements { get; init; }

    /// <summary>What it may not do or need.</summary>
    public IReadOnlyList<string> Constraints { get; init; } = [];

    /// <summary>The data that exists, how much, and what it costs.</summary>
    public IReadOnlyList<DataAtHand> DataAtHand { get; init; } = [];

    /// <summary>What is taken for granted.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];

    /// <summary>What would be done without machine learning; the release to beat.</summary>
    public required string Heuristic { get; init; }

    /// <summary>Whether learning pays; null where nobody can say.</summary>
    public CostModel? Costs { get; init; }
}

/// <summary>A question that had to be asked, and its answer.</summary>
public sealed record Clarification(string Question, string Answer);

/// <summary>Somebody who takes part, and what they want.</summary>
public sealed record Actor(string Name, string Wants);

/// <summary>A source of data with its volume and its cost, in words.</summary>
public sealed record DataAtHand(string Name, string Volume, string Cost);

/// <summary>A small model of what learning costs and brings, a month, in one currency.</summary>
/// <param name="Source">Getting the data.</param>
/// <param name="Labels">Labelling it.</param>
/// <param name="Compute">Training and serving.</param>
/// <param name="Requests">How many requests there are.</param>
/// <param name="ValueOfHit">What one more success is worth.</param>
/// <param name="HitMetric">The metric that is the share of requests with a success, such as <c>hit_rate@10</c>.</param>
public sealed record CostModel(
    double Source,
    double Labels,
    double Compute,
    double Requests,
    double ValueOfHit,
    string HitMetric
)
{
    /// <summary>What learning brings over the heuristic, less what it costs.</summary>
    /// <param name="heuristic">The heuristic's hit metric, 0 to 1.</param>
    /// <param name="learned">The learned release's, 0 to 1.</param>
    public double Worth(double heuristic, double learned) =>
        (learned - heuristic) * Requests * ValueOfHit - Source - Labels - Compute;
}
