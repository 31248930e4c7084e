using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Serialization;

namespace Ninefold.Features.Views;

/// <summary>What a view had seen up to some moment: columns sorted by entity and then by time. 32 bytes an observation.</summary>
/// <param name="View">The view's name.</param>
/// <param name="Version">The version of its definition.</param>
/// <param name="Entities">Whom there are observations of, sorted.</param>
/// <param name="Offsets">Where each entity's rows begin; one more than there are entities.</param>
/// <param name="At">When they happened, Unix milliseconds.</param>
/// <param name="Value">Their values.</param>
/// <param name="Counterpart">Hashes of the items of a subject, or of the subjects of an item.</param>
/// <param name="Id">Hashes of the observations' ids.</param>
internal sealed record ViewPast(
    string View,
    string Version,
    IReadOnlyList<string> Entities,
    int[] Offsets,
    long[] At,
    double[] Value,
    ulong[] Counterpart,
    ulong[] Id
)
{
    private string? fingerprint;

    /// <summary>How many observations there are.</summary>
    [JsonIgnore]
    public int Count => At.Length;

    /// <summary>A hash of it all: equal for equal pasts.</summary>
    [JsonIgnore]
    public string Fingerprint => fingerprint ??= Hash();

    /// <exception cref="InvalidDataException">It is of another version of the view.</exception>
    public void Require(FeatureView view)
    {
        if (Version != view.Version)
            throw new InvalidDataException(
                $"The view '{view.Name}' was filled by version {Version}, but version {view.Version} is served ({view.Definition}). Train again."
            );
    }

    private string Hash()
    {
        var hash = new XxHash128();
        foreach (var text in Entities.Prepend(Version).Prepend(View))
            hash.Append(Encoding.UTF8.GetBytes(text + "\n"));
        hash.Append(MemoryMarshal.AsBytes(Offsets.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(At.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(Value.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(Id.AsSpan()));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
