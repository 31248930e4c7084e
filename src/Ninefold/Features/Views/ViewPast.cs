using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Serialization;

namespace Ninefold.Features.Views;

/// <summary>
/// What a view had seen up to some moment: columns sorted by entity and then by time, 32 bytes an observation, and the tiles
/// of what is older.
/// </summary>
/// <param name="View">The view's name.</param>
/// <param name="Version">The version of its definition.</param>
/// <param name="Entities">Whom there are observations of, sorted.</param>
/// <param name="Offsets">Where each entity's rows begin; one more than there are entities.</param>
/// <param name="At">When they happened, Unix milliseconds.</param>
/// <param name="Value">Their values.</param>
/// <param name="Counterpart">Hashes of the items of a subject, or of the subjects of an item.</param>
/// <param name="Id">Hashes of the observations' ids.</param>
/// <param name="TileOffsets">Where each entity's tiles begin; one more than there are entities, or none at all.</param>
/// <param name="Tiles">The tiles as bytes; none of a view that keeps its rows.</param>
internal sealed record ViewPast(
    string View,
    string Version,
    IReadOnlyList<string> Entities,
    int[] Offsets,
    long[] At,
    double[] Value,
    ulong[] Counterpart,
    ulong[] Id,
    int[]? TileOffsets = null,
    byte[]? Tiles = null
)
{
    private string? fingerprint;

    /// <summary>How many observations there are outside of tiles.</summary>
    [JsonIgnore]
    public int Count => At.Length;

    /// <summary>Puts those of all entities one after the other.</summary>
    public static ViewPast Of(FeatureView view, IReadOnlyList<(string Entity, EntityColumns Columns)> entities)
    {
        var (offsets, tileOffsets) = (new int[entities.Count + 1], new int[entities.Count + 1]);
        for (var i = 0; i < entities.Count; i++)
        {
            offsets[i + 1] = offsets[i] + entities[i].Columns.At.Length;
            tileOffsets[i + 1] = checked(tileOffsets[i] + entities[i].Columns.Tiles.Length);
        }
        var tiled = tileOffsets[^1] > 0;
        return new(
            view.Name,
            view.Version,
            [.. entities.Select(e => e.Entity)],
            offsets,
            [.. entities.SelectMany(e => e.Columns.At)],
            [.. entities.SelectMany(e => e.Columns.Value)],
            [.. entities.SelectMany(e => e.Columns.Counterpart)],
            [.. entities.SelectMany(e => e.Columns.Id)],
            tiled ? tileOffsets : null,
            tiled ? [.. entities.SelectMany(e => e.Columns.Tiles)] : null
        );
    }

    /// <summary>What it holds of one entity.</summary>
    public EntityColumns Columns(int entity)
    {
        var rows = Offsets[entity]..Offsets[entity + 1];
        return new(
            At[rows],
            Value[rows],
            Counterpart[rows],
            Id[rows],
            TileOffsets is null ? [] : Tiles![TileOffsets[entity]..TileOffsets[entity + 1]]
        );
    }

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
        hash.Append(MemoryMarshal.AsBytes(TileOffsets.AsSpan()));
        hash.Append(Tiles.AsSpan());
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}
