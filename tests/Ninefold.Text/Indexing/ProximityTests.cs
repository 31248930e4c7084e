using CsCheck;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Tests.Indexing;

public sealed class ProximityTests
{
    private static readonly TextAnalysis English = TextAnalysis.For("en");

    [Fact]
    public void The_shortest_stretch_with_all_terms_is_found()
    {
        var document = English.Analyse("Wings in a slow flow; flow over the swept wing at high speed");
        // "flow over the swept wing": five words, stop words counted.
        var proximity = Proximity.Of(English.Terms("wing flow unseen"), document);
        Assert.Equal(new(2, 5), proximity);
        Assert.Equal(.4, proximity.Density);
        Assert.Equal(new(2, 2), Proximity.Of(English.Terms("high speed"), document));
        Assert.Equal(new(1, 1), Proximity.Of(English.Terms("flow flow"), document));
        Assert.Equal(0, Proximity.Of(English.Terms("flow"), document).Density);
        Assert.Equal(default, Proximity.Of([], document));
        Assert.Equal(default, Proximity.Of(["wing"], []));
    }

    [Fact]
    public void It_is_what_looking_at_every_stretch_finds() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 14], Gen.Int[0, 5].Array[0, 4])
            .Sample(
                (words, query) =>
                {
                    AnalysedWord[] document = [.. words.Select((word, at) => new AnalysedWord($"{word}", at, 1, at))];
                    var present = query.Intersect(words).ToHashSet();
                    var shortest = Enumerable
                        .Range(0, words.Length + 1)
                        .First(length =>
                            Enumerable
                                .Range(0, words.Length - length + 1)
                                .Any(start => present.IsSubsetOf(words.Skip(start).Take(length)))
                        );
                    Assert.Equal(
                        new Proximity(present.Count, shortest),
                        Proximity.Of(query.Select(q => $"{q}"), document)
                    );
                }
            );
}
