using System.Numerics.Tensors;

namespace Ninefold.Serving;

/// <summary>What every index refuses: other lengths, values that are not finite, and zeros where an angle is asked for.</summary>
internal static class VectorChecks
{
    /// <summary>Checks vectors end to end.</summary>
    /// <returns>What the last one is to be divided by: its length under the cosine, else 1.</returns>
    public static float Stored(ReadOnlySpan<float> vectors, int dimensions, VectorMetric metric)
    {
        if (vectors.Length % dimensions != 0)
            throw new ArgumentException($"{vectors.Length} values cannot be cut into vectors of {dimensions}.");
        var norm = 1f;
        for (var at = 0; at < vectors.Length; at += dimensions)
            norm = Norm(vectors.Slice(at, dimensions), metric, "Vector ", at / dimensions);
        return norm;
    }

    /// <summary>Checks one query.</summary>
    /// <returns>What it is to be divided by.</returns>
    public static float Query(ReadOnlySpan<float> query, int dimensions, VectorMetric metric)
    {
        if (query.Length != dimensions)
            throw new ArgumentException(
                $"A query must have {dimensions} values, the index's dimensions, got {query.Length}."
            );
        return Norm(query, metric, "The query", null);
    }

    /// <summary>A checked vector as it is stored: of length 1 under the cosine.</summary>
    public static float[] Row(ReadOnlySpan<float> vector, int dimensions, VectorMetric metric)
    {
        if (vector.Length != dimensions)
            throw new ArgumentException(
                $"A vector must have {dimensions} values, the index's dimensions, got {vector.Length}."
            );
        var norm = Stored(vector, dimensions, metric);
        var row = vector.ToArray();
        if (norm != 1)
            TensorPrimitives.Divide(row, norm, row);
        return row;
    }

    /// <summary>Checks the lengths of a batch.</summary>
    /// <returns>How many queries it has.</returns>
    public static int Batch(ReadOnlySpan<float> queries, int dimensions, int places, int each)
    {
        if (queries.IsEmpty || queries.Length % dimensions != 0)
            throw new ArgumentException(
                $"A query must have {dimensions} values, the index's dimensions, got {queries.Length}."
            );
        var count = queries.Length / dimensions;
        return places == count * each
            ? count
            : throw new ArgumentException($"{count} queries need {count} × {each} results, got room for {places}.");
    }

    private static float Norm(ReadOnlySpan<float> vector, VectorMetric metric, string what, int? number)
    {
        if (!TensorPrimitives.IsFiniteAll(vector))
            for (var i = 0; i < vector.Length; i++)
                if (!float.IsFinite(vector[i]))
                    throw new ArgumentException($"{what}{number} holds {vector[i]} at {i}: values must be finite.");
        if (metric != VectorMetric.Cosine)
            return 1;
        var norm = TensorPrimitives.Norm(vector);
        return float.IsFinite(norm) && norm > 0
            ? norm
            : throw new ArgumentException($"{what}{number} has the length {norm}: the cosine needs one above zero.");
    }
}
