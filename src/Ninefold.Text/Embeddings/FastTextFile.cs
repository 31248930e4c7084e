using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;
using Ninefold.Data;

namespace Ninefold.Text.Embeddings;

/// <summary>
/// Reads models that fastText has written (<c>.bin</c>), which give any word a vector by its parts. The form is fastText's
/// of versions 11 and 12, little-endian: a mark, parameters, words with their counts, and the vectors of words and of parts.
/// What was compressed or pruned (<c>.ftz</c>) is refused, since its vectors are no longer there.
/// </summary>
public static class FastTextFile
{
    private const int Mark = 793712314;
    private const int Supervised = 3;
    private const int LongestWord = 10_000;

    /// <summary>Ends a sentence; it has no parts.</summary>
    private const string End = "</s>";

    /// <summary>Reads a model.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How many words are kept at most, the most frequent ones; others have the vector of their parts.</param>
    /// <exception cref="InvalidDatasetException">The file breaks its format, or is of a kind that cannot be read; it is said why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WordVectors Read(string path, int most = int.MaxValue)
    {
        try
        {
            using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 16));
            return Read(reader, most);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            var why = e is EndOfStreamException ? "it is cut short." : e.Message;
            throw new InvalidDatasetException($"The fastText model '{path}' cannot be read", [why]);
        }
    }

    private static WordVectors Read(BinaryReader reader, int most)
    {
        Require(reader.ReadInt32() is var mark && mark == Mark, $"a model begins with {Mark}, this file with {mark}.");
        var version = reader.ReadInt32();
        Require(version is 11 or 12, $"the version must be 11 or 12, got {version}.");
        var parameters = new int[12];
        Fill(reader, parameters);
        // Of words in between: the window, passes, least count, negatives, pairs of words, and the loss.
        var (dimension, model, buckets) = (parameters[0], parameters[7], parameters[8]);
        var (shortest, longest) = (
            Math.Max(1, parameters[9]),
            version == 11 && model == Supervised ? 0 : parameters[10]
        );
        reader.ReadDouble(); // how much frequent words were passed over
        var (entries, count) = (reader.ReadInt32(), reader.ReadInt32());
        Require(
            dimension > 0 && buckets >= 0 && count > 0 && entries >= count,
            $"it has {count} words of {dimension} numbers among {entries} entries, and {buckets} places for parts."
        );
        reader.ReadInt32(); // labels
        reader.ReadInt64(); // words read in training
        Require(reader.ReadInt64() < 0, "it was pruned, so that not all parts have a vector.");
        string[] words = [.. Enumerable.Range(0, entries).Select(_ => Entry(reader)).ToList().Take(count)];
        Require(!reader.ReadBoolean(), "it is compressed; only full vectors can be read.");
        var (rows, columns) = (reader.ReadInt64(), reader.ReadInt64());
        var hasParts = longest > 0 && buckets > 0;
        Require(
            columns == dimension && rows >= count + (hasParts ? (long)buckets : 0),
            $"its vectors must be {count + (long)buckets} of {dimension} numbers, but are {rows} of {columns}."
        );
        var values = Numbers(reader, count, dimension);
        if (!hasParts)
            return Kept(words, dimension, values, null, most);
        var parts = new SubwordVectors(
            shortest,
            longest,
            dimension,
            Numbers(reader, buckets, dimension),
            PartHash.FastText
        );
        for (var word = 0; word < count; word++)
            if (words[word] != End)
                AddParts(words[word], values.AsSpan(word * dimension, dimension), parts);
        return Kept(words, dimension, values, parts, most);
    }

    private static WordVectors Kept(string[] words, int dimension, float[] values, SubwordVectors? parts, int most)
    {
        var kept = Math.Min(most, words.Length);
        return new(words[..kept], dimension, values[..(kept * dimension)], parts);
    }

    /// <summary>A word's vector is the mean of its own and those of its parts.</summary>
    private static void AddParts(string word, Span<float> vector, SubwordVectors parts)
    {
        var places = SubwordVectors.PlacesOf(
            word,
            parts.Shortest,
            parts.Longest,
            parts.Values.Length / parts.Dimension,
            parts.Hash
        );
        foreach (var place in places)
            TensorPrimitives.Add(vector, parts.Values.AsSpan(place * parts.Dimension, parts.Dimension), vector);
        TensorPrimitives.Divide(vector, places.Length + 1, vector);
    }

    /// <summary>The name of an entry, which is a word or a label.</summary>
    private static string Entry(BinaryReader reader)
    {
        var bytes = new List<byte>();
        for (byte next; (next = reader.ReadByte()) != 0; bytes.Add(next))
            Require(bytes.Count < LongestWord, $"a word is longer than {LongestWord:N0} bytes.");
        reader.ReadInt64(); // how often it was read
        reader.ReadByte(); // word or label: words come first
        return Encoding.UTF8.GetString([.. bytes]);
    }

    private static float[] Numbers(BinaryReader reader, int rows, int columns)
    {
        Require(
            rows * (long)columns * sizeof(float) <= reader.BaseStream.Length && rows * (long)columns <= Array.MaxLength,
            "it is cut short."
        );
        var numbers = new float[rows * columns];
        Fill(reader, numbers);
        Require(!numbers.AsSpan().ContainsAnyExceptInRange(float.MinValue, float.MaxValue), "numbers must be finite.");
        return numbers;
    }

    private static void Fill<T>(BinaryReader reader, T[] values)
        where T : unmanaged => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));

    private static void Require(bool isSo, string otherwise)
    {
        if (!isSo)
            throw new InvalidDataException(otherwise);
    }
}
