namespace Ninefold.Torch.Training;

/// <summary>The gradients of one layer.</summary>
/// <param name="Layer">Its kind and number, such as <c>linear-2</c>.</param>
/// <param name="Means">The mean norm, one an epoch.</param>
public sealed record LayerGradients(string Layer, IReadOnlyList<double> Means);

/// <summary>
/// How long the gradients of a training were, before they were clipped: what tells a network that learns from one that stands
/// still in its depth (Hochreiter, 1991) or is torn apart (Pascanu et al., 2013, "On the difficulty of training recurrent neural
/// networks").
/// </summary>
/// <param name="Means">The mean norm of the whole gradient, one an epoch.</param>
/// <param name="Largest">The largest, one an epoch.</param>
/// <param name="Layers">Every layer that is learned, in the order in which they were made.</param>
public sealed record GradientNorms(
    IReadOnlyList<double> Means,
    IReadOnlyList<double> Largest,
    IReadOnlyList<LayerGradients> Layers
)
{
    /// <summary>What is wrong with the gradients of the last epoch, in words; none where nothing is.</summary>
    /// <param name="share">
    /// In (0, 1). A layer vanishes below this share of the largest layer; it explodes where what it was in the first epoch is
    /// below this share of what it has become. The largest gradient of a step is compared with the mean in the same way.
    /// </param>
    public IReadOnlyList<string> Faults(double share = .001)
    {
        if (share is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be above 0 and below 1.");
        var faults = new List<string>();
        var largest = Layers.MaxBy(layer => layer.Means[^1])!;
        foreach (var (name, means) in Layers)
            if (means[^1] == 0)
                faults.Add($"{name} does not learn: it gets no gradient");
            else if (means[^1] < share * largest.Means[^1])
                faults.Add(
                    $"{name} vanishes: its gradient is {means[^1]:G3} long, that of {largest.Layer} {largest.Means[^1]:G3}"
                );
            else if (means[0] < share * means[^1])
                faults.Add($"{name} explodes: its gradient grew from {means[0]:G3} to {means[^1]:G3}");
        if (Means[^1] < share * Largest[^1])
            faults.Add($"the gradient jumps to {Largest[^1]:G3} from a mean of {Means[^1]:G3}: set ClipNorm");
        return faults;
    }
}
