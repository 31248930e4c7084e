namespace Ninefold.Serving;

/// <summary>What makes two vectors close. A score is better when higher, under each of them.</summary>
public enum VectorMetric
{
    /// <summary>The score is the inner product.</summary>
    InnerProduct,

    /// <summary>The score is the cosine of the angle, −1 to 1. A vector of zeros has none and is refused.</summary>
    Cosine,

    /// <summary>The score is the squared Euclidean distance with a minus sign.</summary>
    Euclidean,
}
