using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Ninefold.Data;
using Ninefold.Data.Tables;

namespace Ninefold.Text.Embeddings;

/// <summary>
/// Reads vectors that others have trained. A word that comes twice keeps its first vector, as published files have them.
/// </summary>
public static class WordVectorFile
{
    private const int LongestWord = 10_000;

    /// <summary>
    /// Reads text: a word and its numbers a line, as GloVe writes it, or below a line with the numbers of words and of
    /// dimensions, as word2vec and fastText (<c>.vec</c>) do. Words may hold blanks.
    /// </summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="most">How many words are read at most: files begin with the most frequent ones.</param>
    /// <exception cref="InvalidDatasetException">The file breaks its format; the first faults are listed with their lines.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WordVectors ReadText(string path, int most = int.MaxValue)
    {
        var (faults, vectors) = (new Faults(), new Dictionary<string, float[]>(StringComparer.Ordinal));
        var (file, number, rows, stated, dimension) = (Path.GetFileName(path), 0, 0, 0, 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (number == 1 && Header(line) is { } header)
            {
                (stated, dimension) = header;
                continue;
            }
            if (rows == most)
                break;
            var text = line.AsSpan().TrimEnd();
            if (text.IsEmpty)
                continue;
            rows++;
            dimension = dimension > 0 ? dimension : Math.Max(1, text.Count(' '));
            var row = new float[dimension];
            if (Numbers(text, row) is > 0 and var end)
                vectors.TryAdd(text[..end].ToString(), row);
            else
                faults.Add(
                    $"{file}, line {number}: a word and {dimension} finite numbers are needed, got '{Shown(line)}'."
                );
        }
        if (rows == 0)
            faults.Add($"{file}: there are no vectors.");
        if (rows < Math.Min(stated, most))
            faults.Add($"{file}: the first line promises {stated} words, but there are {rows}.");
        return Made(path, dimension, vectors, faults);
    }

    /// <summary>Reads word2vec's binary form: a line with the numbers of words and of dimensions, then each word, a blank, its numbers.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How many words are read at most: files begin with the most frequent ones.</param>
    /// <exception cref="InvalidDatasetException">The file breaks its format; it is said where.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static WordVectors ReadBinary(string path, int most = int.MaxValue)
    {
        var (faults, vectors) = (new Faults(), new Dictionary<string, float[]>(StringComparer.Ordinal));
        using var stream = new BufferedStream(File.OpenRead(path), 1 << 16);
        var (file, first) = (Path.GetFileName(path), Until(stream, '\n'));
        if (Header(first ?? "") is not var (count, dimension))
        {
            faults.Add(
                $"{file}: the first line must be two numbers above 0, of words and of dimensions, got '{Shown(first ?? "")}'."
            );
            return Made(path, 1, vectors, faults);
        }
        var needed = count * ((dimension * 4L) + 2);
        if (stream.Length < needed)
            faults.Add(
                $"{file}: {count} words of {dimension} numbers need {needed} bytes or more, but there are {stream.Length}."
            );
        var bytes = faults.Count > 0 ? [] : new byte[dimension * 4];
        for (var i = 1; i <= Math.Min(count, most) && faults.Count == 0; i++)
        {
            var word = Until(stream, ' ')?.TrimStart('\n');
            if (word is null || stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                faults.Add($"{file}: word {i} of {count} is cut short.");
                break;
            }
            var row = new float[dimension];
            for (var j = 0; j < dimension; j++)
                row[j] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(j * 4));
            if (Array.FindIndex(row, value => !float.IsFinite(value)) is >= 0 and var wrong)
                faults.Add(
                    $"{file}: numbers must be finite, but of word {i}, '{Shown(word)}', number {wrong + 1} is {row[wrong]}."
                );
            vectors.TryAdd(word, row);
        }
        return Made(path, dimension, vectors, faults);
    }

    private static WordVectors Made(string path, int dimension, Dictionary<string, float[]> vectors, Faults faults)
    {
        faults.ThrowIfAny($"The word vectors of '{path}' cannot be read");
        return new([.. vectors.Keys], dimension, [.. vectors.Values.SelectMany(row => row)]);
    }

    /// <summary>The numbers of words and of dimensions, where a line is nothing but these.</summary>
    private static (int Words, int Dimension)? Header(string line) =>
        line.TrimEnd().Split(' ') is [var words, var dimension]
        && int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && int.TryParse(dimension, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        && count > 0
        && size is > 0 and <= 1_000_000
            ? (count, size)
            : null;

    /// <summary>Reads numbers from the end of a line; where the word before them ends, 0 where it is not a line of vectors.</summary>
    private static int Numbers(ReadOnlySpan<char> line, float[] row)
    {
        for (var i = row.Length - 1; i >= 0; i--)
        {
            var blank = line.LastIndexOf(' ');
            if (
                blank <= 0
                || !float.TryParse(line[(blank + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out row[i])
                || !float.IsFinite(row[i])
            )
                return 0;
            line = line[..blank];
        }
        return line.Length;
    }

    /// <summary>The text before a sign; null where it does not come.</summary>
    private static string? Until(Stream stream, char end)
    {
        var bytes = new List<byte>();
        for (int next; bytes.Count < LongestWord && (next = stream.ReadByte()) >= 0; bytes.Add((byte)next))
            if (next == end)
                return Encoding.UTF8.GetString([.. bytes]);
        return null;
    }

    private static string Shown(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
