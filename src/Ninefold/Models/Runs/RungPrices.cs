namespace Ninefold.Models.Runs;

/// <summary>
/// What the costs of a rung are worth, in units of the ladder's metric: a rung must gain more than it costs more than the best
/// so far, and one that costs less may lose less than it saves. Latency, memory and training time are measured, and so a rung
/// whose gain is about its price may be taken in one run and not in another.
/// </summary>
/// <param name="Millisecond">Of the mean time of one answer, at least 0.</param>
/// <param name="Megabyte">Of the stored model, at least 0.</param>
/// <param name="TrainMinute">Of training, at least 0.</param>
/// <param name="Unreadable">What it costs that no person can read the model, at least 0.</param>
/// <param name="Readable">The names of the rungs that can be read, such as <c>decision-tree</c>; none where null.</param>
public sealed record RungPrices(
    double Millisecond = 0,
    double Megabyte = 0,
    double TrainMinute = 0,
    double Unreadable = 0,
    IReadOnlyList<string>? Readable = null
)
{
    /// <summary>Of the memory that the process took on while the rung answered, at least 0. As measured as latency is.</summary>
    public double MemoryMegabyte
    {
        get;
        init =>
            field =
                value >= 0 && double.IsFinite(value)
                    ? value
                    : throw new ArgumentException(
                        $"{nameof(RungPrices)}: MemoryMegabyte must be 0 or more, got {value}."
                    );
    }

    private readonly string name = Features.Parameters.Check(
        nameof(RungPrices),
        Features.Parameters.AtLeast(Millisecond, 0),
        Features.Parameters.AtLeast(Megabyte, 0),
        Features.Parameters.AtLeast(TrainMinute, 0),
        Features.Parameters.AtLeast(Unreadable, 0)
    );

    internal double Of(string rung, double microseconds, long bytes, double trainSeconds, long memory = 0) =>
        Millisecond * microseconds / 1000
        + Megabyte * bytes / 1e6
        + MemoryMegabyte * memory / 1e6
        + TrainMinute * trainSeconds / 60
        + (Readable?.Contains(rung) == true ? 0 : Unreadable);
}
