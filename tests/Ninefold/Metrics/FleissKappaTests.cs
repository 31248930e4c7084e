using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class FleissKappaTests
{
    // Fourteen judges, ten items, five classes: a mean agreement of 0.378 where chance gives 0.213.
    private static readonly int[][] Judged =
    [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ];

    [Fact]
    public void It_equals_a_calculation_by_hand() => Assert.Equal(.20993070442195522, FleissKappa.Of(Judged), 1e-12);

    [Fact]
    public void Neither_the_order_of_items_nor_that_of_classes_matters() =>
        Gen.Shuffle(Judged)
            .Sample(shuffled =>
            {
                Assert.Equal(FleissKappa.Of(Judged), FleissKappa.Of(shuffled), 1e-12);
                Assert.Equal(
                    FleissKappa.Of(Judged),
                    FleissKappa.Of([.. shuffled.Select(row => row.Reverse().ToArray())]),
                    1e-12
                );
            });

    [Fact]
    public void It_is_1_for_agreement_and_below_0_for_contradiction()
    {
        Assert.Equal(
            1,
            FleissKappa.Of([
                [3, 0],
                [0, 3],
            ]),
            1e-12
        );
        Assert.Equal(
            -1,
            FleissKappa.Of([
                [1, 1],
                [1, 1],
            ]),
            1e-12
        );
    }

    public static TheoryData<int[][], string> Wrong =>
        new()
        {
            { [], "there are no items" },
            {
                [
                    [2, 1],
                    [2, 2],
                ],
                "item 1 has [2, 2], the first [2, 1]"
            },
            {
                [
                    [1, 0],
                    [0, 1],
                ],
                "item 0 has [1, 0]"
            },
            {
                [
                    [3, 0],
                    [4, -1],
                ],
                "item 1 has [4, -1]"
            },
            {
                [
                    [3, 0],
                    [3, 0],
                ],
                "the same class"
            },
        };

    [Theory, MemberData(nameof(Wrong))]
    public void What_has_no_agreement_says_why(int[][] counts, string why) =>
        Assert.Contains(why, Assert.Throws<MetricUndefinedException>(() => FleissKappa.Of(counts)).Message);
}
