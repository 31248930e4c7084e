using System.Numerics.Tensors;
using System.Text;
using Ninefold.Models.Online;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Embeddings;

/// <summary>By what hash the parts of words find their places.</summary>
public enum PartHash
{
    /// <summary>xxHash64 of UTF-16, over characters as people see them.</summary>
    XxHash,

    /// <summary>FNV-1a of UTF-8 with each byte's sign carried along, over code points: fastText's own.</summary>
    FastText,
}

/// <summary>
/// Vectors of the parts of words (Bojanowski and others 2017): the n-grams of <c>&lt;word&gt;</c>, each at the place of its
/// hash, which it shares with others.
/// </summary>
/// <param name="Shortest">The fewest characters of a part, at least 1.</param>
/// <param name="Longest">The most, at least <see cref="Shortest"/>.</param>
/// <param name="Dimension">How many numbers a vector has, at least 1.</param>
/// <param name="Values">A place after the other.</param>
/// <param name="Hash">By what hash parts find their places.</param>
public sealed record SubwordVectors(
    int Shortest,
    int Longest,
    int Dimension,
    float[] Values,
    PartHash Hash = PartHash.XxHash
)
{
    /// <summary>The vector of a word by its parts: their mean.</summary>
    /// <param name="word">Any word.</param>
    /// <param name="vector">Receives <see cref="Dimension"/> numbers.</param>
    /// <returns>Whether it has parts.</returns>
    internal bool TryGet(string word, Span<float> vector)
    {
        var places = PlacesOf(word, Shortest, Longest, Values.Length / Dimension, Hash);
        vector.Clear();
        foreach (var place in places)
            TensorPrimitives.Add(vector, Values.AsSpan(place * Dimension, Dimension), vector);
        if (places.Length > 0)
            TensorPrimitives.Divide(vector, places.Length, vector);
        return places.Length > 0;
    }

    /// <summary>Where the parts of a word lie.</summary>
    internal static int[] PlacesOf(string word, int shortest, int longest, int places, PartHash hash = PartHash.XxHash)
    {
        string[] characters =
            hash == PartHash.XxHash
                ? [.. CharacterModel.Characters($"<{word}>")]
                : [.. $"<{word}>".EnumerateRunes().Select(rune => $"{rune}")];
        var found = new List<int>();
        for (var length = shortest; length <= longest; length++)
        for (var start = 0; start + length <= characters.Length; start++)
            if (length > 1 || (start > 0 && start < characters.Length - 1)) // the brackets alone say nothing
                found.Add(PlaceOf(string.Concat(characters.AsSpan(start, length)), places, hash));
        return [.. found];
    }

    private static int PlaceOf(string part, int places, PartHash hash)
    {
        const uint Basis = 2166136261;
        const uint Prime = 16777619;
        if (hash == PartHash.XxHash)
            return SparseExamples.Place("", part, places);
        var mixed = Basis;
        foreach (var one in Encoding.UTF8.GetBytes(part))
            mixed = unchecked((mixed ^ (uint)(sbyte)one) * Prime);
        return (int)(mixed % (uint)places);
    }
}
