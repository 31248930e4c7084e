namespace Ninefold.Text.Indexing;

/// <summary>What is searched. A field that a document lacks is empty; names are those of the <see cref="TextIndexOptions"/>.</summary>
/// <param name="Id">Unique; a document that comes again with its id replaces the one before.</param>
public sealed record TextDocument(string Id)
{
    /// <summary>Text by field, which is analysed, searched and shown in snippets.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = Empty<string>.Values;

    /// <summary>Values by field, which are filtered by and counted exactly as they are; a field may have several.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keywords { get; init; } =
        Empty<IReadOnlyList<string>>.Values;

    /// <summary>Quantities by field, finite, which are filtered by range.</summary>
    public IReadOnlyDictionary<string, double> Numbers { get; init; } = Empty<double>.Values;

    private static class Empty<T>
    {
        public static IReadOnlyDictionary<string, T> Values { get; } = new Dictionary<string, T>();
    }
}
