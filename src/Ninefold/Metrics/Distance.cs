using System.Numerics.Tensors;

namespace Ninefold.Metrics;

/// <summary>How unlike two items are, from 0 for the same.</summary>
public static class Distance
{
    /// <summary>Cosine distance, 1 − cos: in [0, 2], 1 where a vector is zero.</summary>
    /// <param name="a">A vector.</param>
    /// <param name="b">A vector of the same length.</param>
    public static double Cosine(float[] a, float[] b)
    {
        var norms = (double)TensorPrimitives.Norm<float>(a) * TensorPrimitives.Norm<float>(b);
        return norms == 0 ? 1 : Math.Clamp(1 - TensorPrimitives.Dot<float>(a, b) / norms, 0, 2);
    }

    /// <summary>Jaccard distance, 1 − |a ∩ b| / |a ∪ b|: in [0, 1], 0 between empty sets.</summary>
    public static double Jaccard<T>(IReadOnlySet<T> a, IReadOnlySet<T> b)
    {
        var shared = a.Count(b.Contains);
        var union = a.Count + b.Count - shared;
        return union == 0 ? 0 : 1 - (double)shared / union;
    }
}
