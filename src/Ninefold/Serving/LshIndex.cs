namespace Ninefold.Serving;

/// <summary>
/// Locality-sensitive hashing by random hyperplanes: vectors at a small angle are often in one bucket. Several tables, of
/// which the buckets beside the query's own are visited too, the most promising first. Its structure does not depend on
/// how the vectors lie, but for their mean; far from the recall of a graph at the same speed.
/// </summary>
public sealed class LshIndex : StoredIndex
{
    internal const string FileKind = "9F-LSH__";
    private readonly LshOptions options;

    /// <summary>An empty index.</summary>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="LshOptions"/> says.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public LshIndex(int dimensions, LshOptions? options = null)
        : base(dimensions, options ??= new()) => this.options = options;

    /// <summary>An index over vectors whose items are 0, 1, 2 and so on.</summary>
    /// <param name="vectors">The vectors end to end, finite values; copied.</param>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="LshOptions"/> says.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the dimensions, or a value is not allowed.</exception>
    public LshIndex(ReadOnlySpan<float> vectors, int dimensions, LshOptions? options = null)
        : this(dimensions, options) => Fill(vectors);

    private protected override string Kind => FileKind;

    /// <summary>Opens a saved index by mapping the file into memory, after its checksum was verified.</summary>
    /// <exception cref="InvalidDataException">The file is none of such an index, cut off or damaged.</exception>
    public static LshIndex Load(string path) =>
        Load<LshIndex, LshOptions>(
            path,
            FileKind,
            (dimensions, options) => new(dimensions, options),
            (head, dimensions, _) => ProjectionRouter.Read(head, dimensions)
        );

    private protected override IRouter Learn(VectorStore store) => ProjectionRouter.Hashing(store, options);
}
