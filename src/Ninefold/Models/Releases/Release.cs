using Ninefold.Data;

namespace Ninefold.Models.Releases;

/// <summary>
/// What goes out together: every part that <c>Train</c> returned, each by the hash of its content, with what it was made
/// from. A release never changes.
/// </summary>
/// <param name="Id">The first twelve characters of the hash of all below.</param>
/// <param name="System">The system's id.</param>
/// <param name="Rung">Null for the learned release; else the rung at which every ladder stopped, empty for the heuristic.</param>
/// <param name="Parts">The parts by name.</param>
/// <param name="Histories">The past of each history and feature view, by name.</param>
/// <param name="FeatureSets">The fingerprint of each feature set's definition, by set.</param>
/// <param name="Reference">The distributions of training, that monitors compare with; null where there are none.</param>
/// <param name="Code">The code version.</param>
/// <param name="Data">The data set.</param>
/// <param name="Seed">The run's seed.</param>
public sealed record Release(
    string Id,
    string System,
    string? Rung,
    IReadOnlyDictionary<string, StoredPart> Parts,
    IReadOnlyDictionary<string, StoredPart> Histories,
    IReadOnlyDictionary<string, string> FeatureSets,
    StoredPart? Reference,
    string Code,
    DatasetInfo Data,
    int Seed
)
{
    /// <summary>The size of all parts in bytes.</summary>
    public long Bytes => Parts.Values.Sum(p => p.Bytes);
}

/// <summary>A stored part.</summary>
/// <param name="Sha256">Its content's hash, the name it is stored under.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Type">Its type's name, for people.</param>
public sealed record StoredPart(string Sha256, long Bytes, string Type);
