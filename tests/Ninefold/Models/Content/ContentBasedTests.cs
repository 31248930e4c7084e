using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Content;

namespace Ninefold.Tests.Models.Content;

public class ContentBasedTests : CandidateSourceContract
{
    protected override ICandidateSource Fit(Interactions data, TrainingContext context) =>
        new ContentBased().Fit(
            new(
                data.ItemIds,
                [
                    .. Enumerable
                        .Range(0, data.Items)
                        .Select(i => new[] { $"kind{i % SessionData.Kinds}", $"parity{i % 2}" }),
                ]
            ),
            context
        );

    private static readonly ContentModel Films = new ContentBased(HalfLife: 1).Fit(
        new(
            SessionData.Ids("i", 5),
            [
                ["comedy", "1990s"],
                ["comedy", "1980s"],
                ["drama", "1990s"],
                [],
                ["comedy", "comedy", "1990s"],
            ]
        ),
        new(1)
    );

    [Fact]
    public void Similarity_is_the_cosine_of_tf_idf()
    {
        var (comedy, nineties) = (Math.Log(1 + (5.0 / 3)), Math.Log(1 + (5.0 / 3)));
        var eighties = Math.Log(1 + 5.0);
        var expected =
            comedy
            * comedy
            / Math.Sqrt(((comedy * comedy) + (nineties * nineties)) * ((comedy * comedy) + (eighties * eighties)));
        Assert.Equal(expected, Films.Similarity(0, 1), 1e-6);
        Assert.Equal(Films.Similarity(0, 1), Films.Similarity(1, 0));
        Assert.Equal(1, Films.Similarity(2, 2), 1e-6);
        Assert.Equal(0, Films.Similarity(1, 2));
        Assert.Equal(0, Films.Similarity(0, 3));
        Assert.InRange(Films.Similarity(0, 4), .9, .999);
    }

    [Fact]
    public void The_newest_of_the_history_says_most()
    {
        var found = Films.Find(
            new(-1, new Interaction[] { new(1, 1, 0), new(3, 1, 0), new(2, 1, 0) }, Now: 0, Count: 5)
        );
        Assert.Equal([2, 0], found.Take(2).Select(f => f.Item));
        Assert.DoesNotContain(found, f => f.Item == 3);
    }

    [Fact]
    public void Each_item_needs_its_list() =>
        Assert.Contains(
            "2 items need as many lists of terms, got 1",
            Assert
                .Throws<ArgumentException>(() =>
                    new ContentBased().Fit(
                        new(
                            SessionData.Ids("i", 2),
                            [
                                ["a"],
                            ]
                        ),
                        new(1)
                    )
                )
                .Message
        );
}
