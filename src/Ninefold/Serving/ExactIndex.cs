namespace Ninefold.Serving;

/// <summary>
/// Compares a query with every stored vector: exact, with nothing to build or tune. The right choice up to some hundred
/// thousand vectors, and the truth by which approximate indexes are judged. With a coding, all codes are compared and the
/// best of them ranked by full vectors, which is exact where their rounding hides none. <c>Width</c> does nothing.
/// </summary>
public sealed class ExactIndex : StoredIndex
{
    internal const string FileKind = "9F-EXACT";

    /// <summary>An empty index.</summary>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="VectorIndexOptions"/> says.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public ExactIndex(int dimensions, VectorIndexOptions? options = null)
        : base(dimensions, options ?? new()) { }

    /// <summary>An index over vectors whose items are 0, 1, 2 and so on.</summary>
    /// <param name="vectors">The vectors end to end, finite values; copied.</param>
    /// <param name="dimensions">1 to 65,536.</param>
    /// <param name="options">How it is built; by default as <see cref="VectorIndexOptions"/> says.</param>
    /// <exception cref="ArgumentException">The length is no multiple of the dimensions, or a value is not allowed.</exception>
    public ExactIndex(ReadOnlySpan<float> vectors, int dimensions, VectorIndexOptions? options = null)
        : this(dimensions, options) => Fill(vectors);

    private protected override string Kind => FileKind;

    /// <summary>Opens a saved index by mapping the file into memory, after its checksum was verified.</summary>
    /// <exception cref="InvalidDataException">The file is none of such an index, cut off or damaged.</exception>
    public static ExactIndex Load(string path) =>
        Load<ExactIndex, VectorIndexOptions>(path, FileKind, (dimensions, options) => new(dimensions, options), null);
}
