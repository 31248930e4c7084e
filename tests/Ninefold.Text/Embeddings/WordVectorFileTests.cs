using System.Text;
using Ninefold.Data;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Tests.Embeddings;

public sealed class WordVectorFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ninefold-vectors-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("the 1 2.5\nwing -3e-1 0\n")]
    [InlineData("2 2\nthe 1 2.5 \nwing -3e-1 0")]
    [InlineData("the 1 2.5\r\n\r\nwing -.3 0\r\nthe 9 9\r\n")]
    public void Text_is_read_with_and_without_a_first_line(string text)
    {
        var vectors = WordVectorFile.ReadText(Written(text));
        Assert.Equal(["the", "wing"], vectors.Words);
        Assert.Equal([1, 2.5f, -.3f, 0], vectors.Values);
    }

    [Fact]
    public void Words_may_hold_blanks_and_reading_may_end_early()
    {
        var path = Written("3 2\na 1 2\n. . . 3 4\n5 5 6\n");
        Assert.Equal(["a", ". . .", "5"], WordVectorFile.ReadText(path).Words);
        Assert.Equal(["a", ". . ."], WordVectorFile.ReadText(path, most: 2).Words);
    }

    [Fact]
    public void Broken_text_is_named_by_its_lines()
    {
        var error = Assert.Throws<InvalidDatasetException>(() =>
            WordVectorFile.ReadText(Written("5 3\na 1 2 3\nb 1 2\nc 1 2 x\nd 1 2 NaN\n"))
        );
        Assert.Equal(
            [
                "vectors, line 3: a word and 3 finite numbers are needed, got 'b 1 2'.",
                "vectors, line 4: a word and 3 finite numbers are needed, got 'c 1 2 x'.",
                "vectors, line 5: a word and 3 finite numbers are needed, got 'd 1 2 NaN'.",
                "vectors: the first line promises 5 words, but there are 4.",
            ],
            error.Details
        );
        Assert.Contains(
            "there are no vectors",
            Assert.Throws<InvalidDatasetException>(() => WordVectorFile.ReadText(Written("\n"))).Message
        );
    }

    [Fact]
    public void Binary_vectors_are_read_with_and_without_line_ends()
    {
        foreach (var end in new[] { "", "\n" })
        {
            var path = Written(Binary("3 2\n", end, ("the", [1, 2.5f]), ("é", [-.3f, 0]), ("the", [9, 9])));
            var vectors = WordVectorFile.ReadBinary(path);
            Assert.Equal(["the", "é"], vectors.Words);
            Assert.Equal([1, 2.5f, -.3f, 0], vectors.Values);
            Assert.Equal(["the"], WordVectorFile.ReadBinary(path, most: 1).Words);
        }
    }

    [Fact]
    public void Broken_binary_files_are_refused_with_what_is_wrong()
    {
        Assert.Contains("need 1000 bytes", Fault("100 2\n"));
        Assert.Contains("two numbers above 0, of words and of dimensions, got 'the 1 2'", Fault("the 1 2\n"));
        Assert.Contains("got ''", Fault(""));
        Assert.Contains("number 2 is NaN", Fault("1 2\n", ("the", [1, float.NaN])));
        Assert.Contains("word 2 of 2 is cut short", Fault("2 2\n", ("rather-long-word", [1, 2])));

        string Fault(string header, params (string, float[])[] words) =>
            Assert
                .Throws<InvalidDatasetException>(() => WordVectorFile.ReadBinary(Written(Binary(header, "", words))))
                .Message;
    }

    private string Written(string text) => Written(Encoding.UTF8.GetBytes(text));

    private string Written(byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, "vectors");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static byte[] Binary(string header, string end, params (string Word, float[] Vector)[] words) =>
        [
            .. Encoding.UTF8.GetBytes(header),
            .. words.SelectMany(w =>
                (byte[])
                    [
                        .. Encoding.UTF8.GetBytes(w.Word + " "),
                        .. w.Vector.SelectMany(BitConverter.GetBytes),
                        .. Encoding.UTF8.GetBytes(end),
                    ]
            ),
        ];
}
