namespace Ninefold.Serving;

/// <summary>
/// A forest of random-projection trees, each of which splits the vectors at the median of a random direction. The leaves
/// that are most promising of all trees are visited. Little to build and nothing to tune but the number of trees.
/// </summary>
public sealed class TreeIndex : StoredIndex
{
    internal const string FileKind = "9F-TREES";
    private readonly TreeOptions options;

    /// <summary>An empty index.</summary>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="TreeOptions"/> says.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public TreeIndex(int dimensions, TreeOptions? options = null)
        : base(dimensions, options ??= new()) => this.options = options;

    /// <summary>An index over vectors whose items are 0, 1, 2 and so on.</summary>
    /// <param name="vectors">The vectors end to end, finite values; copied.</param>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="TreeOptions"/> says.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the dimensions, or a value is not allowed.</exception>
    public TreeIndex(ReadOnlySpan<float> vectors, int dimensions, TreeOptions? options = null)
        : this(dimensions, options) => Fill(vectors);

    private protected override string Kind => FileKind;

    /// <summary>Opens a saved index by mapping the file into memory, after its checksum was verified.</summary>
    /// <exception cref="InvalidDataException">The file is none of such an index, cut off or damaged.</exception>
    public static TreeIndex Load(string path) =>
        Load<TreeIndex, TreeOptions>(
            path,
            FileKind,
            (dimensions, options) => new(dimensions, options),
            (head, dimensions, _) => ProjectionRouter.Read(head, dimensions)
        );

    private protected override IRouter Learn(VectorStore store) => ProjectionRouter.Trees(store, options);
}
