using Ninefold.Metrics;
using Ninefold.Models.Tabular;
using Ninefold.Torch.Native;
using Ninefold.Torch.Ranking;
using static TorchSharp.torch;

namespace Ninefold.Torch.Tests.Ranking;

public sealed class RankedListsTests
{
    private static readonly LabelledRows Rows = new(
        new(["a"], [false]),
        [0, 1, 2, 3, 4, 5],
        [1, 0, 2, 0, 3, 1],
        [0, 0, 0, 1, 2, 2],
        [1, 2, 6, 5, 1, 1]
    );

    public RankedListsTests() => LibTorch.Load();

    [Fact]
    public void Lists_are_padded_and_weigh_the_mean_of_their_rows()
    {
        var lists = new RankedLists(Rows);
        Assert.Equal(3, lists.Count);
        var batch = lists.Batch([2, 0]);
        Assert.Equal([4, 5, 0, 1, 2], batch.Rows);
        Assert.Equal([true, true, false, true, true, true], batch.Known.data<bool>().ToArray());
        Assert.Equal([3, 1, 0, 1, 0, 2], batch.Grades.data<float>().ToArray());
        Assert.Equal([1, 3], batch.Weights.data<float>().ToArray());
        var padded = batch.Padded(tensor(new float[] { 40, 50, 0, 10, 20 }));
        Assert.Equal([40, 50, 40, 0, 10, 20], padded.data<float>().ToArray());
    }

    [Fact]
    public void The_metric_of_lists_counts_their_weights()
    {
        // Weight 3 on a list in the right order, 1 on one in the wrong; the second has nothing relevant.
        var judged = new RankedLists(Rows).Judge(new Ndcg(1).OverGroups(), [2, 1, 3, 0, 1, 2]);
        Assert.Equal((3 * 1 + 1 * (1 / 3.0)) / 4, judged, 1e-9);
    }
}
