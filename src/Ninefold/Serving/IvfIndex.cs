namespace Ninefold.Serving;

/// <summary>
/// Visits the clusters of k-means whose centres are closest to the query (IVF), and compares full vectors, their codes, or
/// product codes, whose best are ranked by full vectors. Small and fast to build; best for batches and for vectors that
/// come in clusters.
/// </summary>
public sealed class IvfIndex : StoredIndex
{
    internal const string FileKind = "9F-IVF__";
    private readonly IvfOptions options;

    /// <summary>An empty index.</summary>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="IvfOptions"/> says.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public IvfIndex(int dimensions, IvfOptions? options = null)
        : base(dimensions, options ??= new()) => this.options = options;

    /// <summary>An index over vectors whose items are 0, 1, 2 and so on.</summary>
    /// <param name="vectors">The vectors end to end, finite values; copied.</param>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="IvfOptions"/> says.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the dimensions, or a value is not allowed.</exception>
    public IvfIndex(ReadOnlySpan<float> vectors, int dimensions, IvfOptions? options = null)
        : this(dimensions, options) => Fill(vectors);

    private protected override string Kind => FileKind;
    private protected override IvfOptions Products => options;

    /// <summary>Opens a saved index by mapping the file into memory, after its checksum was verified.</summary>
    /// <exception cref="InvalidDataException">The file is none of such an index, cut off or damaged.</exception>
    public static IvfIndex Load(string path) =>
        Load<IvfIndex, IvfOptions>(
            path,
            FileKind,
            (dimensions, options) => new(dimensions, options),
            (head, dimensions, options) => CentroidRouter.Read(head, dimensions, options.Metric)
        );

    private protected override IRouter Learn(VectorStore store) => CentroidRouter.Learned(store, options);
}
