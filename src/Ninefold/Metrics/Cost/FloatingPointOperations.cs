namespace Ninefold.Metrics.Cost;

/// <summary>
/// Floating-point operations of a layer, by formula: what a machine must do at least, whatever it makes of it. A product
/// that is added counts as two. Biases, activations and normalisations are left out but where it is said: they are linear
/// in what the products are quadratic in.
/// </summary>
public static class FloatingPointOperations
{
    /// <summary>The product of a matrix (rows, inner) and one (inner, columns): 2 · rows · inner · columns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A length is negative.</exception>
    /// <exception cref="OverflowException">There are more than 2⁶³ operations.</exception>
    public static long MatMul(long rows, long inner, long columns) => Product(2, rows, inner, columns);

    /// <summary>A convolution: 2 · outputs · inputs of one output.</summary>
    /// <param name="outputs">Numbers that come out: batch · channels · positions.</param>
    /// <param name="channels">Channels that one output reads: those that go in, over the groups.</param>
    /// <param name="kernel">Positions that one output reads, such as 9 of a 3 × 3 kernel.</param>
    /// <inheritdoc cref="MatMul"/>
    public static long Convolution(long outputs, long channels, long kernel) => Product(2, outputs, channels, kernel);

    /// <summary>
    /// Self-attention (Vaswani et al., 2017) with its four projections: 8 · length · width² + 4 · length² · width, however
    /// many heads there are.
    /// </summary>
    /// <param name="length">Places that look at one another.</param>
    /// <param name="width">Numbers a place.</param>
    /// <inheritdoc cref="MatMul"/>
    public static long Attention(long length, long width) =>
        checked(4 * MatMul(length, width, width) + 2 * MatMul(length, width, length));

    /// <summary>A layer that reads a sequence step by step: 2 · length · gates · to · (from + to).</summary>
    /// <param name="length">Steps.</param>
    /// <param name="from">Numbers that go in a step.</param>
    /// <param name="to">Numbers that come out a step.</param>
    /// <param name="gates">4 of an LSTM, 3 of a GRU, 1 of a plain layer.</param>
    /// <inheritdoc cref="MatMul"/>
    public static long Recurrent(long length, long from, long to, long gates) =>
        checked(MatMul(length, from, Product(gates, to)) + MatMul(length, to, Product(gates, to)));

    private static long Product(params ReadOnlySpan<long> factors)
    {
        var product = 1L;
        foreach (var factor in factors)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(factor);
            product = checked(product * factor);
        }
        return product;
    }
}
