using Ninefold.Models;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class SymmetricInverseTests
{
    // Less than a block, whole blocks, and blocks with a rest that is no whole tile.
    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(97)]
    [InlineData(231)]
    public void The_product_with_the_matrix_is_the_identity(int size)
    {
        var matrix = Make(size);
        var inverse = Make(size);
        SymmetricInverse.Invert(inverse, new(1));
        for (var i = 0; i < size; i++)
        for (var j = 0; j < size; j++)
        {
            var sum = 0.0;
            for (var k = 0; k < size; k++)
                sum += matrix[i][k] * inverse[k][j];
            Assert.Equal(i == j ? 1 : 0, sum, 1e-9);
        }
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        var (one, three) = (Make(200), Make(200));
        SymmetricInverse.Invert(one, new(1, Threads: 1));
        SymmetricInverse.Invert(three, new(1, Threads: 3));
        Assert.Equal(one, three);
    }

    [Fact]
    public void It_can_be_cancelled() =>
        Assert.Throws<OperationCanceledException>(() =>
            SymmetricInverse.Invert(Make(3), new TrainingContext(1, Cancellation: new(canceled: true)))
        );

    /// <summary>Products of random rows, and something on the diagonal.</summary>
    private static double[][] Make(int size)
    {
        var random = new Random(size);
        double[][] rows = [.. Enumerable.Range(0, size).Select(_ => Draw())];
        return
        [
            .. rows.Select(
                (a, i) => rows.Select((b, j) => a.Zip(b, (x, y) => x * y).Sum() + (i == j ? 1 : 0)).ToArray()
            ),
        ];

        double[] Draw() => [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() - .5)];
    }
}
