namespace Ninefold.Models.Online;

/// <summary>A model that learns one observation after the other. Any thread may predict while none learns.</summary>
public interface IOnlineModel
{
    /// <summary>How long the vectors are.</summary>
    int Width { get; }

    /// <summary>The probability of label 1.</summary>
    /// <param name="places">Below <see cref="Width"/>, distinct.</param>
    /// <param name="values">Finite, one a place.</param>
    double Predict(ReadOnlySpan<int> places, ReadOnlySpan<float> values);

    /// <summary>Learns what became of an observation.</summary>
    /// <param name="places">As in <see cref="Predict"/>.</param>
    /// <param name="values">As in <see cref="Predict"/>.</param>
    /// <param name="label">0 or 1.</param>
    /// <returns>The probability that the model gave label 1 before it learned.</returns>
    double Learn(ReadOnlySpan<int> places, ReadOnlySpan<float> values, float label);
}

/// <summary>What trainers of online models do alike.</summary>
internal static class OnlinePasses
{
    private const int ExamplesBetweenChecks = 4096;

    /// <summary>Learns all examples in their order, once or more.</summary>
    public static TModel Learn<TModel>(this TModel model, SparseExamples examples, int passes, TrainingContext context)
        where TModel : IOnlineModel
    {
        examples.Check();
        context.Cancellation.ThrowIfCancellationRequested();
        for (var pass = 0; pass < passes; pass++)
        for (var example = 0; example < examples.Count; example++)
        {
            model.Learn(examples.PlacesOf(example), examples.ValuesOf(example), examples.Labels[example]);
            if (example % ExamplesBetweenChecks != 0)
                continue;
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress?.Report((pass + (double)example / examples.Count) / passes);
        }
        return model;
    }
}
