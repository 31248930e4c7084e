using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace Ninefold.Data;

/// <summary>The ids of one kind of thing (users, items) and their dense positions 0 … Count − 1.</summary>
public sealed class Vocabulary
{
    private readonly List<string> ids;
    private readonly Dictionary<string, int> positions;
    private volatile Dictionary<ulong, int>? hashed;

    /// <param name="ids">Distinct ids; the position of each is its place here.</param>
    /// <exception cref="ArgumentException">An id occurs twice.</exception>
    [JsonConstructor]
    public Vocabulary(IReadOnlyList<string> ids)
    {
        this.ids = [.. ids];
        positions = new Dictionary<string, int>(this.ids.Count, StringComparer.Ordinal);
        for (var i = 0; i < this.ids.Count; i++)
            if (!positions.TryAdd(this.ids[i], i))
                throw new ArgumentException($"The id '{this.ids[i]}' occurs twice.", nameof(ids));
    }

    /// <summary>An empty vocabulary, to be filled by <see cref="Add"/>.</summary>
    public Vocabulary()
        : this([]) { }

    /// <summary>All ids, in the order of their positions.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>How many ids there are.</summary>
    [JsonIgnore]
    public int Count => ids.Count;

    /// <summary>The id at a position.</summary>
    public string this[int position] => ids[position];

    /// <summary>The position of an id, or −1 where it is unknown.</summary>
    public int Find(string id) => positions.GetValueOrDefault(id, -1);

    /// <summary>The position of the id with a hash, or −1 where it is unknown.</summary>
    internal int Find(ulong hash) => (hashed ??= Hashed()).GetValueOrDefault(hash, -1);

    /// <summary>The hash by which an id is kept where so many are that its text is too long; 0 for none.</summary>
    internal static ulong HashOf(string? id) =>
        id is null ? 0 : XxHash64.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()));

    /// <summary>The position of an id, which is added where it is new. Not safe for concurrent use.</summary>
    public int Add(string id)
    {
        if (positions.TryGetValue(id, out var position))
            return position;
        positions.Add(id, ids.Count);
        ids.Add(id);
        hashed = null;
        return ids.Count - 1;
    }

    private Dictionary<ulong, int> Hashed()
    {
        var found = new Dictionary<ulong, int>(ids.Count);
        for (var i = 0; i < ids.Count; i++)
            found[HashOf(ids[i])] = i;
        return found;
    }
}
