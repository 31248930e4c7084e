using Ninefold.Data;
using Ninefold.Features;
using Ninefold.Features.Views;

namespace Ninefold.Models.Runs;

/// <summary>Which rung a ladder takes.</summary>
/// <param name="Rung">Null takes the best; a name takes the rung of that name where a ladder has it, else the first.</param>
internal sealed record RungPolicy(string? Rung)
{
    public static RungPolicy Best { get; } = new((string?)null);

    /// <summary>No trainer has an empty name, so every ladder stays at its first rung.</summary>
    public static RungPolicy First { get; } = new("");
}

internal sealed record RunOptions(
    string Id,
    int Seed,
    int Threads,
    bool Quick,
    string Code,
    DataRequest Data,
    IReadOnlyList<FeatureSet> FeatureSets,
    IRunLog Log,
    CancellationToken Cancellation
)
{
    public required TimeProvider Time { get; init; }

    public IReadOnlyList<Observation> Observations { get; init; } = [];

    /// <summary>What lived predictions saw, to train on; null computes all values anew.</summary>
    public LoggedValues? Logged { get; init; }
}
