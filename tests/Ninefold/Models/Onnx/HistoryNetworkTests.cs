using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models.Onnx;

namespace Ninefold.Tests.Models.Onnx;

public class HistoryNetworkTests
{
    // The vector of a history is the row of a table at its newest id, of six (0 for none); item i's is the unit vector i.
    private static readonly HistoryNetwork Network = new(
        new OnnxModel(
            new OnnxGraph(
                [
                    new("Slice", ["seen", "last", "end", "axis"], ["newest"]),
                    new("Squeeze", ["newest", "axis"], ["id"]),
                    new("Gather", ["table", "id"], ["vectors"]),
                ],
                [
                    OnnxTensor.Of("last", [1], (ReadOnlySpan<long>)[-1]),
                    OnnxTensor.Of("end", [1], (ReadOnlySpan<long>)[long.MaxValue]),
                    OnnxTensor.Of("axis", [1], (ReadOnlySpan<long>)[1]),
                    OnnxTensor.Of(
                        "table",
                        [6, 5],
                        (ReadOnlySpan<float>)[.. Enumerable.Range(0, 30).Select(i => i * 7 % 5)]
                    ),
                ],
                [new("seen", OnnxType.Int64, "batch", "length")],
                [new("vectors", OnnxType.Float, "batch", "5")]
            ).Write()
        ),
        [.. Enumerable.Range(0, 25).Select(i => i % 6 == 0 ? 1f : 0)],
        Dimensions: 5,
        Longest: 3
    );

    private static IReadOnlyList<ScoredItem> Find(int count, params int[] items) =>
        Network.Find(new(-1, items.Select((item, at) => new Interaction(item, 1, at)).ToArray(), 9, count));

    [Fact]
    public void The_best_items_come_first_and_equal_ones_by_number_too()
    {
        // Every row of the table is 0 2 4 1 3, turned.
        Assert.Equal([2, 4, 1, 3, 0], Find(9, 0).Select(s => s.Item));
        Assert.Equal([4f, 3f, 2f, 1f, 0f], Find(9, 0).Select(s => s.Score));
        Assert.Equal([2, 4], Find(2, 0).Select(s => s.Item));
    }

    [Fact]
    public void A_history_of_any_length_is_read_from_its_end()
    {
        Assert.Equal(Find(5, 3), Find(5, 0, 1, 2, 4, 1, 3));
        Assert.Equal(Find(5, 3), Find(5, 3, 77, -1)); // items that came later are not known
    }

    [Fact]
    public void Nothing_is_known_of_an_empty_history()
    {
        Assert.Empty(Find(5));
        Assert.Empty(Find(5, 99));
    }
}
