using Ninefold.Models.Onnx;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Onnx;

public class OnnxTaskModelTests
{
    // sum = a + b and double = 2 b, of rows (a, b).
    private static readonly OnnxTaskModel Model = new(
        2,
        ["sum", "double"],
        new(
            new OnnxGraph(
                [
                    new("MatMul", ["x", "w"], ["first"]),
                    new("Squeeze", ["first", "one"], ["sum"]),
                    new("MatMul", ["x", "v"], ["second"]),
                    new("Squeeze", ["second", "one"], ["double"]),
                ],
                [
                    OnnxTensor.Of("w", [2, 1], (ReadOnlySpan<float>)[1, 1]),
                    OnnxTensor.Of("v", [2, 1], (ReadOnlySpan<float>)[0, 2]),
                    OnnxTensor.Of("one", [1], (ReadOnlySpan<long>)[1L]),
                ],
                [new("x", OnnxType.Float, "batch", "2")],
                [new("sum", OnnxType.Float, "batch"), new("double", OnnxType.Float, "batch")]
            ).Write()
        )
    );

    [Fact]
    public void The_answers_of_a_row_stand_side_by_side()
    {
        var answers = new double[6];
        Model.Answer([1, 2, 3, 4, 5, 6], answers);
        Assert.Equal([3, 4, 7, 8, 11, 12], answers);
        Model.Answer([], []);
    }

    [Fact]
    public void More_rows_than_a_block_are_answered_alike()
    {
        const int Count = 5000;
        float[] rows = [.. Enumerable.Range(0, 2 * Count).Select(i => (float)(i % 97))];
        var answers = new double[2 * Count];
        Model.Answer(rows, answers);
        var scores = new double[Count];
        Model.Weighted(new Dictionary<string, double> { ["sum"] = 1, ["double"] = -.5 }).Score(rows, scores);
        for (var row = 0; row < Count; row++)
        {
            Assert.Equal(
                (rows[2 * row] + rows[2 * row + 1], 2 * rows[2 * row + 1]),
                (answers[2 * row], answers[2 * row + 1])
            );
            Assert.Equal(rows[2 * row], scores[row], 1e-9);
        }
    }

    [Fact]
    public void A_task_that_is_not_named_counts_nothing_and_a_score_allocates_nothing()
    {
        ITabularModel only = Model.Weighted(new Dictionary<string, double> { ["double"] = 3 });
        var scores = new double[2];
        Allocations.AreNone(() => only.Score([1, 2, 3, 4], scores));
        Assert.Equal([12, 24], scores);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var message = Assert.Throws<ArgumentException>(() => Model.Answer(new float[3], new double[4])).Message;
        Assert.Equal("2 rows of 2 columns and 2 tasks need 4 values and 4 answers, got 3 and 4.", message);
        message = Assert
            .Throws<ArgumentException>(() => Model.Weighted(new Dictionary<string, double> { ["third"] = 1 }))
            .Message;
        Assert.Equal("Weights must be finite numbers of at least one of the tasks sum, double, got third: 1.", message);
        Assert.Throws<ArgumentException>(() => Model.Weighted(new Dictionary<string, double>()));
    }
}
