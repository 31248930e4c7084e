using CsCheck;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public sealed class GroupSampleTests
{
    [Fact]
    public void Groups_are_taken_whole_spread_evenly_and_numbered_anew() =>
        Gen.Select(Gen.Int[1, 9].Array[1, 40], Gen.Int[1, 120])
            .Sample(
                (sizes, most) =>
                {
                    var rows = Rows(sizes);
                    var sample = rows.Sample(most);
                    sample.Check("sampled");
                    if (rows.Count <= most)
                    {
                        Assert.Same(rows, sample);
                        return;
                    }
                    // Every row holds its old group and its number.
                    var taken = Enumerable.Range(0, sample.Count).Select(r => (int)sample.Row(r)[0]).ToList();
                    Assert.All(taken.Distinct(), group => Assert.Equal(sizes[group], taken.Count(t => t == group)));
                    var wanted = (double)most / rows.Count * sizes.Length;
                    Assert.InRange(taken.Distinct().Count(), Math.Max(1, wanted - 1), wanted + 1);
                    for (var row = 0; row < sample.Count; row++)
                    {
                        var old = (int)sample.Row(row)[1];
                        Assert.Equal(
                            (rows.Labels[old], rows.Weights![old]),
                            (sample.Labels[row], sample.Weights![row])
                        );
                    }
                }
            );

    private static LabelledRows Rows(int[] sizes)
    {
        int[] groups = [.. sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
        return new(
            new FeatureSchema(["group", "row"], [false, false]),
            [.. groups.SelectMany((group, row) => new float[] { group, row })],
            [.. groups.Select((_, row) => (float)(row % 3))],
            groups,
            [.. groups.Select((_, row) => row + 1f)]
        );
    }
}
