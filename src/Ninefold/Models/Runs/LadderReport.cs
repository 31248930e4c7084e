using System.Text.Json.Serialization;
using Ninefold.Metrics.Cost;
using Ninefold.Models.Inspection;

namespace Ninefold.Models.Runs;

/// <summary>One rung of a ladder, as measured on the validation data.</summary>
/// <param name="Name">The trainer's name.</param>
/// <param name="Parameters">The trainer's parameters as JSON.</param>
/// <param name="Value">The ladder's metric.</param>
/// <param name="Low">Low end of its 95 % bootstrap interval.</param>
/// <param name="High">High end of it.</param>
/// <param name="TrainSeconds">How long it trained when it was trained.</param>
/// <param name="Microseconds">Mean time of one answer on one thread.</param>
/// <param name="Bytes">Size of the stored model.</param>
/// <param name="Chosen">Whether the release holds it.</param>
/// <param name="Why">Why it was taken or passed over.</param>
public sealed record RungReport(
    string Name,
    string Parameters,
    double Value,
    double Low,
    double High,
    double TrainSeconds,
    double Microseconds,
    long Bytes,
    bool Chosen,
    string Why
)
{
    /// <summary>What its costs are worth, in units of the metric; 0 where the ladder has no prices.</summary>
    public double Price { get; init; }

    /// <summary>Bytes of memory that the process took on while the rung answered, whatever else ran; see <see cref="PeakMemory"/>.</summary>
    public long Memory { get; init; }

    /// <summary>Its parameters, and the operations of one answer; null where the model does not know.</summary>
    public ModelCost? Cost { get; init; }

    /// <summary>
    /// What the rung relies on, the most important column first, at most 15; null but for the best learned rung of a
    /// tabular ladder.
    /// </summary>
    public IReadOnlyList<ColumnImportance>? Importance { get; init; }

    /// <summary>What else was found out; null but for the same rung, and of a run that did not record it.</summary>
    public RungInsight? Insight { get; init; }
}

/// <summary>One ladder as climbed.</summary>
/// <param name="Name">The learned part.</param>
/// <param name="Metric">What rungs were judged by.</param>
/// <param name="HigherIsBetter">Its direction.</param>
/// <param name="Cases">How many judged answers there were.</param>
/// <param name="Rungs">In the order they were tried.</param>
public sealed record LadderReport(
    string Name,
    string Metric,
    bool HigherIsBetter,
    int Cases,
    IReadOnlyList<RungReport> Rungs
)
{
    /// <summary>The chosen rung by periods; null of a ladder that is not of tables, and of a run that made none.</summary>
    public BackTestReport? BackTest { get; init; }

    /// <summary>The rung that the release holds; null where the ladder was not climbed.</summary>
    [JsonIgnore]
    public RungReport? ChosenRung => Rungs.FirstOrDefault(r => r.Chosen);
}
