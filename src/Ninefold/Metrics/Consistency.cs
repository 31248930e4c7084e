namespace Ninefold.Metrics;

/// <summary>
/// The share of answers that stay the same when the input is changed in a way that should not matter: noise, a swapped
/// word. The output is the answer to the changed input, the label the answer to the input as it was. In [0, 1]; it says
/// nothing of whether either answer is right.
/// </summary>
/// <typeparam name="T">An answer, such as a class.</typeparam>
public sealed class Consistency<T> : Metric<T, T>
    where T : notnull
{
    /// <inheritdoc/>
    public override string Name => "consistency";

    /// <inheritdoc/>
    public override WeightedValue Prepare(IReadOnlyList<Judged<T, T>> judged) =>
        Ratio.Mean(Name, [.. judged.Select(j => EqualityComparer<T>.Default.Equals(j.Output, j.Label) ? 1.0 : 0)]);

    /// <summary>Asks a model about inputs as they are and as they are changed.</summary>
    /// <param name="inputs">Each is a group of its own.</param>
    /// <param name="answer">The model.</param>
    /// <param name="change">What should not matter; the second argument is the input's place, for a seed.</param>
    /// <returns>What this metric, alone or with an interval, judges.</returns>
    public static IReadOnlyList<Judged<T, T>> Ask<TInput>(
        IReadOnlyList<TInput> inputs,
        Func<TInput, T> answer,
        Func<TInput, int, TInput> change
    ) => [.. inputs.Select((input, i) => new Judged<T, T>(answer(change(input, i)), answer(input), $"{i}"))];
}
