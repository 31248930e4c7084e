using System.Numerics.Tensors;

namespace Ninefold.Models.FewShot;

/// <summary>Classes as directions: the nearer to one, the likelier the class. Plain data, safe for concurrent use.</summary>
/// <param name="Classes">Their names, in ordinal order, at least one.</param>
/// <param name="Prototypes">One a class, of length 1, end to end.</param>
/// <param name="Temperature">What cosines are divided by, above 0.</param>
public sealed record PrototypeModel(IReadOnlyList<string> Classes, float[] Prototypes, double Temperature)
{
    /// <summary>How many numbers a vector has.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Dimensions => Prototypes.Length / Classes.Count;

    /// <summary>The probability of each class.</summary>
    /// <param name="vector">Of the encoder that the prototypes are of; a vector of zeroes says nothing.</param>
    /// <param name="probabilities">Receives one a class, which sum to 1.</param>
    /// <exception cref="ArgumentException">The lengths are not those of the model.</exception>
    public void Probabilities(ReadOnlySpan<float> vector, Span<double> probabilities)
    {
        if (vector.Length != Dimensions || probabilities.Length != Classes.Count)
            throw new ArgumentException(
                $"The model takes {Dimensions} numbers and answers {Classes.Count}, got {vector.Length} and {probabilities.Length}."
            );
        var length = TensorPrimitives.Norm(vector);
        for (var place = 0; place < probabilities.Length; place++)
        {
            var product = TensorPrimitives.Dot(vector, Prototypes.AsSpan(place * vector.Length, vector.Length));
            probabilities[place] = length > 0 ? product / length / Temperature : 0;
        }
        TensorPrimitives.SoftMax<double>(probabilities, probabilities);
    }

    /// <summary>The likeliest class; the first in order among equals.</summary>
    /// <param name="vector">As for <see cref="Probabilities"/>.</param>
    public (string Class, double Probability) Classify(ReadOnlySpan<float> vector)
    {
        Span<double> probabilities =
            Classes.Count <= 256 ? stackalloc double[Classes.Count] : new double[Classes.Count];
        Probabilities(vector, probabilities);
        var best = TensorPrimitives.IndexOfMax<double>(probabilities);
        return (Classes[best], probabilities[best]);
    }
}
