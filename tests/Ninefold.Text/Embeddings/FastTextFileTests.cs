using System.Text;
using Ninefold.Data;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Tests.Embeddings;

public sealed class FastTextFileTests : IDisposable
{
    private const int Buckets = 7;
    private static readonly string[] Words = ["</s>", "ab", "né"];
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ninefold-fasttext-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("a", 0xe40c292cu)]
    [InlineData("foobar", 0xbf9cf968u)]
    public void Plain_letters_find_their_places_by_the_published_values_of_FNV_1a(string part, uint hash)
    {
        // Of so many characters there are the word itself and two with a bracket.
        var whole = SubwordVectors.PlacesOf(part, part.Length, part.Length, int.MaxValue, PartHash.FastText);
        Assert.Contains((int)(hash % int.MaxValue), whole);
    }

    [Fact]
    public void The_sign_of_bytes_beyond_plain_letters_is_carried_along()
    {
        // é is C3 A9: (2166136261 ^ FFFFFFC3) · 16777619, then ^ FFFFFFA9, again · 16777619, all modulo 2^32.
        var first = unchecked((2166136261u ^ 0xFFFFFFC3u) * 16777619u);
        var hash = unchecked((first ^ 0xFFFFFFA9u) * 16777619u);
        Assert.Equal([(int)(hash % 1000)], SubwordVectors.PlacesOf("é", 1, 1, 1000, PartHash.FastText));
    }

    [Fact]
    public void A_word_is_the_mean_of_its_own_vector_and_those_of_its_parts_and_an_unknown_one_of_its_parts()
    {
        var vectors = FastTextFile.Read(Written());
        Assert.Equal(Words, vectors.Words);
        Assert.Equal([0, 0], vectors.VectorOf(0).ToArray()); // the end of a sentence is its own alone
        Assert.Equal(Mean("ab", own: 1), vectors.VectorOf(1).ToArray());
        Assert.Equal(Mean("né", own: 2), vectors.VectorOf(2).ToArray());
        var unknown = new float[2];
        Assert.True(vectors.TryGet("abé", unknown));
        Assert.Equal(Mean("abé", own: null), unknown);
    }

    [Fact]
    public void Fewer_words_can_be_kept_and_those_left_out_have_their_parts()
    {
        var vectors = FastTextFile.Read(Written(), most: 2);
        Assert.Equal(["</s>", "ab"], vectors.Words);
        var left = new float[2];
        Assert.True(vectors.TryGet("né", left));
        Assert.Equal(Mean("né", own: null), left);
    }

    [Fact]
    public void Without_parts_words_have_their_own_vectors_and_others_none()
    {
        foreach (var path in new[] { Written(longest: 0), Written(version: 11, model: 3) })
        {
            var vectors = FastTextFile.Read(path);
            Assert.Equal([0, 0, 1, 10, 2, 20], vectors.Values);
            Assert.False(vectors.TryGet("abé", new float[2]));
        }
    }

    [Fact]
    public void What_cannot_be_read_is_refused_with_its_reason()
    {
        Assert.Contains("begins with 793712314, this file with 5", Fault(Written(mark: 5)));
        Assert.Contains("version must be 11 or 12, got 13", Fault(Written(version: 13)));
        Assert.Contains("pruned", Fault(Written(pruned: 0)));
        Assert.Contains("compressed", Fault(Written(compressed: true)));
        Assert.Contains("must be 10 of 2 numbers, but are 9 of 2", Fault(Written(rows: 9)));
        Assert.Contains("finite", Fault(Written(last: float.NaN)));
        Assert.Contains("3 words of 0 numbers", Fault(Written(dimension: 0)));
    }

    [Fact]
    public void Wherever_a_model_is_cut_off_it_is_refused()
    {
        var whole = File.ReadAllBytes(Written());
        for (var length = 0; length < whole.Length; length += 3)
        {
            var path = Path.Combine(folder.FullName, "cut.bin");
            File.WriteAllBytes(path, whole[..length]);
            Assert.Contains("cut short", Fault(path));
        }
    }

    private static string Fault(string path) =>
        Assert.Single(Assert.Throws<InvalidDatasetException>(() => FastTextFile.Read(path)).Details);

    /// <summary>Row i of the words is (i, 10 i), that of the parts at place p is (p + 1, −p).</summary>
    private static float[] Mean(string word, int? own)
    {
        var places = SubwordVectors.PlacesOf(word, 2, 3, Buckets, PartHash.FastText);
        var count = places.Length + (own is null ? 0 : 1);
        return
        [
            (places.Sum(p => p + 1) + (own ?? 0)) / (float)count,
            (places.Sum(p => -p) + (10 * own ?? 0)) / (float)count,
        ];
    }

    /// <summary>A model as fastText writes it.</summary>
    private string Written(
        int mark = 793712314,
        int version = 12,
        int dimension = 2,
        int model = 2,
        int longest = 3,
        long pruned = -1,
        bool compressed = false,
        long rows = 3 + Buckets,
        float last = 1 - Buckets
    )
    {
        var path = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.bin");
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(mark);
        writer.Write(version);
        // Dimension, window, passes, least count, negatives, pairs of words, loss, model, buckets, shortest, longest, rate.
        foreach (var parameter in new[] { dimension, 5, 5, 1, 5, 1, 2, model, Buckets, 2, longest, 100 })
            writer.Write(parameter);
        writer.Write(1e-4);
        writer.Write(Words.Length + 1);
        writer.Write(Words.Length);
        writer.Write(1); // labels
        writer.Write(100L);
        writer.Write(pruned);
        foreach (var (place, entry) in Words.Append("__label__x").Index())
        {
            writer.Write(Encoding.UTF8.GetBytes(entry));
            writer.Write((byte)0);
            writer.Write(9L);
            writer.Write((byte)(place < Words.Length ? 0 : 1));
        }
        writer.Write(compressed);
        writer.Write(rows);
        writer.Write(2L);
        for (var word = 0; word < Words.Length; word++)
        {
            writer.Write((float)word);
            writer.Write(10f * word);
        }
        for (var place = 0; place < Buckets; place++)
        {
            writer.Write(place + 1f);
            writer.Write(place == Buckets - 1 ? last : -place);
        }
        return path;
    }
}
