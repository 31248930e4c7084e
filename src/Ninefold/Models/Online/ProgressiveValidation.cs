namespace Ninefold.Models.Online;

/// <summary>
/// Predicts each observation before it learns it, so that all of them are test and training both (Blum, Kalai and
/// Langford, 1999, "Beating the hold-out").
/// </summary>
/// <param name="LogLoss">The mean over all.</param>
/// <param name="Curve">The mean of each window, in order: what learning brings, or a drift takes.</param>
public sealed record ProgressiveValidation(double LogLoss, IReadOnlyList<double> Curve)
{
    private const double LeastProbability = 1e-15;

    /// <summary>Lets a model predict and learn.</summary>
    /// <param name="model">Learns.</param>
    /// <param name="examples">At least one, in the order of time.</param>
    /// <param name="delay">How many observations later a label is known, at least 0.</param>
    /// <param name="window">How many observations a point of the curve stands for, at least 1.</param>
    /// <exception cref="ArgumentException">The examples cannot be used.</exception>
    public static ProgressiveValidation Run(
        IOnlineModel model,
        SparseExamples examples,
        int delay = 0,
        int window = 10_000
    )
    {
        examples.Check();
        ArgumentOutOfRangeException.ThrowIfNegative(delay);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (examples.Count == 0 || examples.Width > model.Width)
            throw new ArgumentException(
                $"Progressive validation needs examples of width {model.Width}, got {examples.Count} of width {examples.Width}."
            );
        var losses = new double[examples.Count];
        for (var example = 0; example < losses.Length; example++)
        {
            var places = examples.PlacesOf(example);
            var values = examples.ValuesOf(example);
            var label = examples.Labels[example];
            var probability = delay == 0 ? model.Learn(places, values, label) : model.Predict(places, values);
            losses[example] = -Math.Log(Math.Max(LeastProbability, label == 1 ? probability : 1 - probability));
            if (delay > 0 && example - delay is >= 0 and var known)
                model.Learn(examples.PlacesOf(known), examples.ValuesOf(known), examples.Labels[known]);
        }
        return new(losses.Average(), [.. losses.Chunk(window).Select(chunk => chunk.Average())]);
    }
}
