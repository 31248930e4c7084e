using System.Text;
using System.Text.Json.Serialization;
using Ninefold.Flows;

namespace Ninefold.Serving;

/// <summary>
/// A vector index as a part of a release: plain data, which is the index's own file with its checksum. It answers and does
/// not change.
/// </summary>
public sealed class StoredVectors
{
    private static readonly Dictionary<string, Func<string, IVectorIndex>> Kinds = new()
    {
        [ExactIndex.FileKind] = ExactIndex.Load,
        [HnswFile.Kind] = HnswIndex.Load,
        [IvfIndex.FileKind] = IvfIndex.Load,
        [LshIndex.FileKind] = LshIndex.Load,
        [TreeIndex.FileKind] = TreeIndex.Load,
    };

    private readonly IVectorIndex index;

    /// <param name="index">An index that nothing changes any more.</param>
    public StoredVectors(IVectorIndex index) => this.index = index;

    /// <param name="file">What <see cref="File"/> gave.</param>
    /// <exception cref="InvalidDataException">The bytes are no index, cut off or damaged.</exception>
    [JsonConstructor]
    public StoredVectors(byte[] file) => index = Open(file);

    /// <summary>The index as a file.</summary>
    public byte[] File =>
        ThroughFile(path =>
        {
            index.Save(path);
            return System.IO.File.ReadAllBytes(path);
        });

    /// <summary>The kind of index, such as <c>ExactIndex</c>.</summary>
    [JsonIgnore]
    public string Kind => index.GetType().Name;

    /// <summary>How many items there are.</summary>
    [JsonIgnore]
    public int Count => index.Count;

    /// <summary>The best items, or all where there are fewer; equal scores by number.</summary>
    /// <param name="query">As many finite values as the index has dimensions.</param>
    /// <param name="count">How many are wanted, at least 0.</param>
    /// <param name="filter">Which items may be found.</param>
    /// <exception cref="ArgumentException">The query has another length, or a value that is not allowed.</exception>
    public IReadOnlyList<ScoredItem> Search(ReadOnlySpan<float> query, int count, ItemFilter filter = default)
    {
        var found = new ScoredItem[Math.Min(count, index.Count)];
        var written = index.Search(query, found, filter);
        return written == found.Length ? found : found[..written];
    }

    private static IVectorIndex Open(byte[] file)
    {
        var kind = Encoding.ASCII.GetString(file.AsSpan(0, Math.Min(file.Length, 8)));
        if (!Kinds.TryGetValue(kind, out var load))
            throw new InvalidDataException(
                $"The {file.Length} bytes are no vector index: they begin with none of {string.Join(", ", Kinds.Keys.Select(k => k.Trim()))}."
            );
        return ThroughFile(path =>
        {
            System.IO.File.WriteAllBytes(path, file);
            return load(path);
        });
    }

    // What is mapped stays readable when the file's name is gone.
    private static T ThroughFile<T>(Func<string, T> use)
    {
        var path = Path.GetTempFileName();
        try
        {
            return use(path);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
