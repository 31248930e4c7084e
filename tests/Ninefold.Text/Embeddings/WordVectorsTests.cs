using Ninefold.Data.Storage;
using Ninefold.Text.Embeddings;

namespace Ninefold.Text.Tests.Embeddings;

public sealed class WordVectorsTests
{
    private static readonly WordVectors Vectors = new(
        ["up", "north", "east", "nowhere"],
        2,
        [0, 2, .1f, 1, 3, 0, 0, 0]
    );

    [Fact]
    public void The_nearest_words_point_the_same_way_however_long_they_are()
    {
        Assert.Equal(["north", "east"], Vectors.Nearest("up", 2).Select(w => w.Word));
        Assert.Equal(["up", "north", "east"], Vectors.Nearest([0f, 1], 9).Select(w => w.Word));
        Assert.Equal(1, Vectors.Nearest([0f, 7], 1)[0].Similarity, 5);
        Assert.Empty(Vectors.Nearest("unknown", 3));
        Assert.Empty(Vectors.Nearest("nowhere", 3));
        Assert.Empty(Vectors.Nearest("up", 0));
    }

    [Fact]
    public void Words_with_known_parts_have_a_vector_without_being_there()
    {
        var parts = new SubwordVectors(2, 3, 2, [.. Enumerable.Range(0, 20).Select(i => (float)i)]);
        var vectors = Vectors with { Subwords = parts };
        var (vector, places) = (new float[2], SubwordVectors.PlacesOf("ab", 2, 3, 10));
        Assert.Equal(5, places.Length); // <a ab b> <ab ab>
        Assert.True(vectors.TryGet("ab", vector));
        Assert.Equal(places.Average(p => 2f * p), vector[0], 4);
        Assert.Equal(places.Average(p => (2f * p) + 1), vector[1], 4);
        Assert.False(Vectors.TryGet("ab", vector));
        Assert.True(vectors.TryGet("east", vector));
        Assert.Equal([3, 0], vector);
    }

    [Fact]
    public void They_are_saved_with_their_parts()
    {
        var vectors = Vectors with { Subwords = new(3, 6, 2, [1, 2, 3, 4]) };
        var again = PartSerializer.Read<WordVectors>(PartSerializer.Write(vectors));
        Assert.Equal(vectors.Values, again.Values);
        Assert.Equal(vectors.Nearest("norths", 2), again.Nearest("norths", 2));
    }

    [Fact]
    public void Values_and_vectors_of_another_size_are_refused()
    {
        Assert.Contains(
            "2 words of 3 numbers, at least 1, need 6 values, got 5",
            Assert.Throws<ArgumentException>(() => new WordVectors(["a", "b"], 3, new float[5])).Message
        );
        Assert.Contains(
            "must have 2 numbers, got 3",
            Assert.Throws<ArgumentException>(() => Vectors.Nearest([1f, 2, 3], 1)).Message
        );
    }
}
