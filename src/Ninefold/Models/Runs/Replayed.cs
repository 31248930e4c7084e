using Ninefold.Features;

namespace Ninefold.Models.Runs;

/// <summary>What a replay made.</summary>
/// <param name="Rows">The rows, each with its case's moment.</param>
/// <param name="Reads">How many values of views were read as they were logged.</param>
internal sealed record Replayed(FeatureTable Rows, LoggedShare Reads);
