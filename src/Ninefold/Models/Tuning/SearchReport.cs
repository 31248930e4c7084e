namespace Ninefold.Models.Tuning;

/// <summary>What a search tried and what was best.</summary>
/// <param name="Best">The trial with the best finite value among those with the largest budget; the earlier one among equals.</param>
/// <param name="Trials">All trials, in order.</param>
public sealed record SearchReport<TTrainer>(Trial<TTrainer> Best, IReadOnlyList<Trial<TTrainer>> Trials);

/// <summary>One trainer that was tried.</summary>
/// <param name="Trainer">The trainer.</param>
/// <param name="Parameters">What was set, by name; empty for the trainer that the search started from.</param>
/// <param name="Value">What the objective returned.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record Trial<TTrainer>(
    TTrainer Trainer,
    IReadOnlyDictionary<string, string> Parameters,
    double Value,
    double Seconds
)
{
    /// <summary>The place of each parameter in its range, 0 to 1; NaN for one that was not searched; empty for the start.</summary>
    public double[] Point { get; init; } = [];

    /// <summary>The share of rows or rounds that it was given, above 0 to 1.</summary>
    public double Budget { get; init; } = 1;
}

/// <summary>How long a search goes on, and which way is better.</summary>
/// <param name="Patience">It ends after so many trials without improvement, at least 1; null never ends early.</param>
/// <param name="HigherIsBetter">Whether the objective is to be large; false for losses.</param>
/// <param name="Tolerance">What a trial must be better by to count as an improvement for the patience, at least 0.</param>
/// <param name="Parallel">
/// How many trials are chosen at once, at least 1; they run side by side where the context has as many threads. A method
/// that learns from its trials learns after each such batch; the trials do not depend on the number of threads.
/// </param>
/// <param name="Journal">Where trials are kept, so that a search that was killed goes on; null keeps none.</param>
public sealed record SearchOptions(
    int? Patience = null,
    bool HigherIsBetter = true,
    double Tolerance = 0,
    int Parallel = 1,
    SearchJournal? Journal = null
)
{
    /// <summary>It ends after so many trials without improvement; null never ends early.</summary>
    public int? Patience { get; } =
        Patience is null or >= 1
            ? Patience
            : throw new ArgumentOutOfRangeException(
                nameof(Patience),
                $"The patience must be at least 1, got {Patience}."
            );

    /// <summary>What a trial must be better by to count as an improvement for the patience.</summary>
    public double Tolerance { get; } =
        Tolerance >= 0
            ? Tolerance
            : throw new ArgumentOutOfRangeException(
                nameof(Tolerance),
                $"The tolerance must be at least 0, got {Tolerance}."
            );

    /// <summary>How many trials are chosen at once.</summary>
    public int Parallel { get; } =
        Parallel >= 1
            ? Parallel
            : throw new ArgumentOutOfRangeException(
                nameof(Parallel),
                $"At least 1 trial must be chosen at once, got {Parallel}."
            );

    /// <summary>The value as what is to be small; infinite where there is none.</summary>
    internal double Loss(double value) =>
        !double.IsFinite(value) ? double.PositiveInfinity
        : HigherIsBetter ? -value
        : value;
}
