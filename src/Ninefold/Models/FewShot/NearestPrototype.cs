using System.Numerics.Tensors;
using Ninefold.Features;

namespace Ninefold.Models.FewShot;

/// <summary>
/// Classes without training, or with a few examples of each, where an encoder brings like things together. A class without
/// examples is its description (zero-shot: Palatucci et al., 2009), one with examples the mean of their directions (Snell,
/// Swersky and Zemel, 2017, "Prototypical Networks for Few-shot Learning"), and with both, the description counts as some
/// examples more. The answer is the softmax of the cosines to these prototypes.
/// </summary>
/// <param name="Temperature">What cosines are divided by, above 0: smaller is surer.</param>
/// <param name="DescriptionWeight">How many examples the description of a class counts as, above 0.</param>
public sealed record NearestPrototype(double Temperature = .1, double DescriptionWeight = 1)
    : ITrainer<FewShotData, PrototypeModel>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("nearest-prototype", Parameters.Above(Temperature, 0), Parameters.Above(DescriptionWeight, 0));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The vectors cannot be used; the message says all that is wrong.</exception>
    public PrototypeModel Fit(FewShotData data, TrainingContext context)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        Check(data);
        string[] classes =
        [
            .. data.Descriptions.Concat(data.Examples).Select(v => v.Class).Distinct().Order(StringComparer.Ordinal),
        ];
        var dimensions = data.Descriptions.Concat(data.Examples).First().Vector.Length;
        var prototypes = new float[classes.Length * dimensions];
        foreach (var (place, name) in classes.Index())
        {
            var prototype = prototypes.AsSpan(place * dimensions, dimensions);
            var (words, examples) = (Of(data.Descriptions, name), Of(data.Examples, name));
            foreach (var vector in words)
                Add(vector, DescriptionWeight / words.Count, prototype);
            foreach (var vector in examples)
                Add(vector, 1, prototype);
            TensorPrimitives.Divide(prototype, TensorPrimitives.Norm<float>(prototype), prototype);
        }
        return prototypes.AsSpan().ContainsAnyExceptInRange(-1.01f, 1.01f)
            ? throw new ArgumentException("The vectors of a class cancel each other: their sum has no direction.")
            : new(classes, prototypes, Temperature);
    }

    private static List<float[]> Of(IReadOnlyList<ClassVector> vectors, string name) =>
        [.. vectors.Where(v => v.Class == name).Select(v => v.Vector)];

    private static void Add(float[] vector, double weight, Span<float> sum) =>
        TensorPrimitives.MultiplyAdd(vector, (float)(weight / TensorPrimitives.Norm<float>(vector)), sum, sum);

    private static void Check(FewShotData data)
    {
        ClassVector[] all = [.. data.Descriptions, .. data.Examples];
        if (all.Length == 0)
            throw new ArgumentException("nearest-prototype needs a description or an example of a class, got none.");
        var dimensions = all[0].Vector.Length;
        string[] faults =
        [
            .. all.Where(v => v.Vector.Length != dimensions || dimensions == 0)
                .Select(v => $"a vector of '{v.Class}' has {v.Vector.Length} numbers, the first has {dimensions}"),
            .. all.Where(v => !(TensorPrimitives.Norm<float>(v.Vector) is > 0 and < float.PositiveInfinity))
                .Select(v => $"a vector of '{v.Class}' has no direction: it is zero or not finite"),
        ];
        if (faults.Length > 0)
            throw new ArgumentException($"nearest-prototype: {string.Join("; ", faults)}.");
    }
}
