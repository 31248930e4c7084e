using System.Text.Json.Serialization;
using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Metrics.Cost;
using Ninefold.Problems;

namespace Ninefold.Models.Runs;

/// <summary>All that a training run found out; kept with the run.</summary>
public sealed record RunReport
{
    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The system's id.</summary>
    public required string System { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public double Seconds { get; init; }

    /// <summary>All randomness came from it.</summary>
    public required int Seed { get; init; }

    /// <summary>Processor, cores and runtime.</summary>
    public required string Machine { get; init; }

    /// <summary>Whether it ran on a small sample.</summary>
    public bool Quick { get; init; }

    /// <summary>The build of the code that ran; empty for a run that did not record it.</summary>
    public string Code { get; init; } = "";

    /// <summary>The user's own folder that the data came from; null for the system's data set.</summary>
    public string? Folder { get; init; }

    /// <summary>Names of the user's columns by the names the system knows.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>How many lived observations it was given.</summary>
    public int Observations { get; init; }

    /// <summary>Whether values of views were read as lived predictions saw them, where a case names its request; else all were computed anew.</summary>
    public bool LoggedValues { get; init; }

    /// <summary>The data.</summary>
    public required DatasetInfo Data { get; init; }

    /// <summary>The protocol of the split, with what it does not protect from.</summary>
    public required string Split { get; init; }

    /// <summary>How many cases there are to train, choose, test and rehearse with.</summary>
    public required SplitSizes Cases { get; init; }

    /// <summary>What was verified and what the columns hold, line by line.</summary>
    public IReadOnlyList<string> DataReport { get; init; } = [];

    /// <summary>Every step with its key.</summary>
    public required IReadOnlyList<StepReport> Steps { get; init; }

    /// <summary>Every ladder.</summary>
    public required IReadOnlyList<LadderReport> Ladders { get; init; }

    /// <summary>Every search over knobs, and over parameters by a rung that tunes itself.</summary>
    public IReadOnlyList<KnobSearchReport> Searches { get; init; } = [];

    /// <summary>How trainings went that told of it, by step.</summary>
    public IReadOnlyList<TrainingCurve> Curves { get; init; } = [];

    /// <summary>The test, once, for what was chosen and what it is compared with.</summary>
    public required EvaluationReport Evaluation { get; init; }

    /// <summary>Every requirement with its measured value.</summary>
    public required IReadOnlyList<RequirementResult> Requirements { get; init; }

    /// <summary>The learned release.</summary>
    public required string Release { get; init; }

    /// <summary>The heuristic's release.</summary>
    public required string Heuristic { get; init; }

    /// <summary>The stages of one traced test request.</summary>
    public required IReadOnlyList<TraceSpan> Trace { get; init; }

    /// <summary>Whether no requirement on quality that applies was missed; then the release may go out.</summary>
    [JsonIgnore]
    public bool MeetsQuality => Requirements.All(r => r.Met != false || r.Requirement.IsSpeed);

    /// <summary>Whether every requirement on speed that applies was met, on this machine at that time.</summary>
    [JsonIgnore]
    public bool MeetsSpeed => Requirements.All(r => r.Met != false || !r.Requirement.IsSpeed);
}

/// <summary>How many cases each part of a split has.</summary>
public sealed record SplitSizes(int Train, int Validation, int Test, int Rehearsal);

/// <summary>The flow judged on the test cases.</summary>
/// <param name="Flows">The heuristic's release, rivals that requirements name, and last the learned release.</param>
/// <param name="Differences">The learned release against each other one, paired.</param>
/// <param name="Slices">The learned release on parts of the test cases.</param>
public sealed record EvaluationReport(
    IReadOnlyList<FlowReport> Flows,
    IReadOnlyList<DifferenceReport> Differences,
    IReadOnlyList<SliceResult> Slices
)
{
    /// <summary>The learned release.</summary>
    [JsonIgnore]
    public FlowReport Learned => Flows[^1];
}

/// <summary>One release on the test cases.</summary>
/// <param name="Name"><c>heuristic</c>, the name of a rival rung, or <c>released</c>.</param>
/// <param name="Metrics">Value and interval by metric; a metric without a value here is missing.</param>
/// <param name="P50">Median milliseconds a prediction, in process, one at a time.</param>
/// <param name="P99">99th percentile of the same.</param>
/// <param name="PerSecond">Predictions a second, one after the other.</param>
/// <param name="Bytes">Size of the parts.</param>
/// <param name="OnPareto">Whether no other flow is at least as good, as fast and as small, and better in one.</param>
public sealed record FlowReport(
    string Name,
    IReadOnlyDictionary<string, Interval> Metrics,
    double P50,
    double P99,
    double PerSecond,
    long Bytes,
    bool OnPareto = false
)
{
    /// <summary>How long the timed predictions took; null of a run that did not record it.</summary>
    public LatencyPercentiles? Latency { get; init; }

    /// <summary>The most memory that the process held while it answered the test cases, the data with it; 0 where it was not measured.</summary>
    public long PeakBytes { get; init; }
}

/// <summary>The learned release less another, over the same cases.</summary>
public sealed record DifferenceReport(string Rival, string Metric, PairedDifference Difference);
