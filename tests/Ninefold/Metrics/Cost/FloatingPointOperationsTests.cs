using Ninefold.Metrics.Cost;

namespace Ninefold.Tests.Metrics.Cost;

public sealed class FloatingPointOperationsTests
{
    [Fact]
    public void Layers_are_counted_by_their_formulas()
    {
        Assert.Equal(2 * 3 * 5 * 7, FloatingPointOperations.MatMul(3, 5, 7));
        // The first layer of AlexNet: 96 kernels of 11 × 11 × 3 at 55 × 55 places, 105,415,200 products.
        Assert.Equal(2 * 105_415_200, FloatingPointOperations.Convolution(96 * 55 * 55, 3, 11 * 11));
        // A block of BERT-base over 512 places: 8 · 512 · 768² + 4 · 512² · 768.
        Assert.Equal(2_415_919_104 + 805_306_368, FloatingPointOperations.Attention(512, 768));
        Assert.Equal(2 * 10 * (4 * 20) * (30 + 20), FloatingPointOperations.Recurrent(10, 30, 20, gates: 4));
    }

    [Fact]
    public void Attention_is_the_sum_of_its_products()
    {
        var (length, width, heads) = (13L, 24L, 3L);
        var size = width / heads;
        var products =
            4 * FloatingPointOperations.MatMul(length, width, width)
            + heads * FloatingPointOperations.MatMul(length, size, length)
            + heads * FloatingPointOperations.MatMul(length, length, size);
        Assert.Equal(products, FloatingPointOperations.Attention(length, width));
    }

    [Fact]
    public void Lengths_that_cannot_be_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FloatingPointOperations.MatMul(1, -1, 1));
        Assert.Throws<OverflowException>(() => FloatingPointOperations.MatMul(long.MaxValue, 2, 2));
    }
}
