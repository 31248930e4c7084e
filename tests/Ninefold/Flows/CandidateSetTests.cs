using CsCheck;
using Ninefold.Flows;

namespace Ninefold.Tests.Flows;

public sealed class CandidateSetTests
{
    private static readonly string[] Sources = ["a", "b", "c"];

    [Fact]
    public void It_is_the_union_that_a_dictionary_of_dictionaries_gives() =>
        Gen.Shuffle(Enumerable.Range(0, 15).ToArray())
            .SelectMany(items => Gen.Int[0, 15].Select(count => items[..count]))
            .Array[Sources.Length]
            .Sample(lists =>
            {
                IReadOnlyList<ScoredItem>[] found =
                [
                    .. lists.Select(list =>
                        list.Select((item, rank) => new ScoredItem(item, 1f / (rank + item + 1))).ToArray()
                    ),
                ];
                var naive = new Dictionary<int, Dictionary<string, (int Rank, float Score)>>();
                var order = new List<int>();
                for (var s = 0; s < Sources.Length; s++)
                for (var rank = 0; rank < found[s].Count; rank++)
                {
                    var item = found[s][rank].Item;
                    if (naive.TryAdd(item, []))
                        order.Add(item);
                    naive[item].Add(Sources[s], (rank, found[s][rank].Score));
                }

                var set = new CandidateSet(Sources, found);
                Assert.Equal(Sources, set.Sources);
                Assert.Equal(order, set.All().Select(c => c.Item));
                Assert.Equal(order.Count, set.Count);
                foreach (var (row, candidate) in set.All().Index())
                {
                    Assert.Equal(set[row], candidate);
                    var places = naive[candidate.Item];
                    foreach (var source in Sources)
                    {
                        var (rank, score) = places.GetValueOrDefault(source, (-1, float.NaN));
                        Assert.Equal((rank, score), (candidate.Rank(source), candidate.Score(source)));
                    }
                    Assert.Equal(Sources.Where(places.ContainsKey).MinBy(s => places[s].Rank), candidate.BestSource());
                }
            });

    [Fact]
    public void A_source_that_was_not_asked_found_nothing()
    {
        var candidate = new CandidateSet(
            ["a"],
            [
                [new(3, 2)],
            ]
        )[0];
        Assert.Equal((-1, float.NaN), (candidate.Rank("z"), candidate.Score("z")));
    }

    [Fact]
    public void Sources_that_find_nothing_make_an_empty_set() =>
        Assert.Empty(
            new CandidateSet(
                ["a", "b"],
                [
                    [],
                    [],
                ]
            ).All()
        );
}
