using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Storage;

namespace Ninefold.Tests.Data;

public sealed class VocabularyTests
{
    [Fact]
    public void Positions_are_those_of_a_list_without_repetitions() =>
        Gen.String[Gen.Char["aAß\0é𝄞"], 0, 2]
            .Array[0, 30]
            .Sample(ids =>
            {
                var (vocabulary, list) = (new Vocabulary(), new List<string>());
                foreach (var id in ids)
                {
                    if (!list.Contains(id))
                    {
                        Assert.Equal(-1, vocabulary.Find(id));
                        list.Add(id);
                    }
                    Assert.Equal(list.IndexOf(id), vocabulary.Add(id));
                }
                Assert.Equal(list, vocabulary.Ids);
                Assert.Equal(list.Count, vocabulary.Count);
                for (var i = 0; i < list.Count; i++)
                {
                    Assert.Equal((list[i], i), (vocabulary[i], vocabulary.Find(list[i])));
                    Assert.Equal(i, vocabulary.Find(Vocabulary.HashOf(list[i])));
                }
                Assert.Equal(-1, vocabulary.Find(Vocabulary.HashOf("new")));
                vocabulary.Add("new");
                Assert.Equal(list.Count, vocabulary.Find(Vocabulary.HashOf("new")));
            });

    [Fact]
    public void An_id_that_occurs_twice_is_named() =>
        Assert.Contains("'b'", Assert.Throws<ArgumentException>(() => new Vocabulary(["a", "b", "b"])).Message);

    [Fact]
    public void It_is_stored_as_its_ids()
    {
        var read = PartSerializer.Read<Vocabulary>(PartSerializer.Write(new Vocabulary(["b", "a"])));
        Assert.Equal(["b", "a"], read.Ids);
        Assert.Equal(1, read.Find("a"));
    }
}
