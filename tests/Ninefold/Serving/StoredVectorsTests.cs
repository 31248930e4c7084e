using Ninefold.Data.Storage;
using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public sealed class StoredVectorsTests
{
    private const int Dimensions = 8;

    public static TheoryData<string> Kinds => [.. Indexes().Select(i => i.GetType().Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_index_comes_back_from_its_bytes(string kind)
    {
        var index = Indexes().Single(i => i.GetType().Name == kind);
        var stored = new StoredVectors(index);
        var bytes = PartSerializer.Write(stored);
        var loaded = PartSerializer.Read<StoredVectors>(bytes);
        Assert.Equal((kind, 2000), (loaded.Kind, loaded.Count));
        for (var seed = 10; seed < 20; seed++)
            Assert.Equal(stored.Search(Vectors(1, seed), 25), loaded.Search(Vectors(1, seed), 25));
        Assert.Equal(bytes, PartSerializer.Write(loaded));
        var odd = loaded.Search(Vectors(1, 9), 25, new ItemFilter(item => item % 2 == 1));
        Assert.Equal(25, odd.Count(found => found.Item % 2 == 1));
    }

    [Fact]
    public void No_more_is_found_than_there_is() =>
        Assert.Equal(3, new StoredVectors(new ExactIndex(Vectors(3, 1), Dimensions)).Search(Vectors(1, 2), 9).Count);

    [Fact]
    public void A_damaged_index_is_refused()
    {
        var file = new StoredVectors(new ExactIndex(Vectors(50, 1), Dimensions)).File;
        file[^40] ^= 1;
        Assert.Contains("checksum", Assert.Throws<InvalidDataException>(() => new StoredVectors(file)).Message);
    }

    [Fact]
    public void What_is_no_index_is_refused() =>
        Assert.StartsWith(
            "The 3 bytes are no vector index: they begin with none of 9F-EXACT, 9F-HNSW, ",
            Assert.Throws<InvalidDataException>(() => new StoredVectors([1, 2, 3])).Message
        );

    private static IReadOnlyList<IVectorIndex> Indexes()
    {
        var vectors = Vectors(2000, 1);
        return
        [
            new ExactIndex(vectors, Dimensions),
            new HnswIndex(vectors, Dimensions, new HnswOptions()),
            new IvfIndex(vectors, Dimensions, new IvfOptions()),
            new LshIndex(vectors, Dimensions, new LshOptions()),
            new TreeIndex(vectors, Dimensions, new TreeOptions()),
        ];
    }

    private static float[] Vectors(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * Dimensions).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }
}
