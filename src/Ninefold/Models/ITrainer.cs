using Ninefold.Models.Runs;

namespace Ninefold.Models;

/// <summary>
/// Parameters in, a model out. A trainer is an immutable record: its public properties are its parameters, validated
/// when it is made, and its name with them is its identity. Constructing one loads nothing native.
/// </summary>
/// <typeparam name="TData">What it learns from.</typeparam>
/// <typeparam name="TModel">Plain data that can be saved, loaded and asked.</typeparam>
public interface ITrainer<in TData, out TModel>
{
    /// <summary>Short and lower-case, such as <c>item-knn</c>; ladders, reports and the card use it.</summary>
    string Name { get; }

    /// <summary>Learns. The same data, parameters and seed give the same model, whatever the number of threads.</summary>
    /// <exception cref="OperationCanceledException">The context's token was cancelled.</exception>
    TModel Fit(TData data, TrainingContext context);
}

/// <summary>What a trainer is given beside its data.</summary>
/// <param name="Seed">All randomness comes from it.</param>
/// <param name="Threads">How many threads it may use, at least 1.</param>
/// <param name="Progress">Takes the share done, 0 to 1.</param>
/// <param name="Cancellation">Obeyed within a second.</param>
public record TrainingContext(
    int Seed,
    int Threads = 1,
    IProgress<double>? Progress = null,
    CancellationToken Cancellation = default
)
{
    /// <summary>Trains a member of an ensemble. A run reuses one that it has trained before on the same data.</summary>
    public virtual TModel Fit<TData, TModel>(ITrainer<TData, TModel> trainer, TData data)
        where TData : notnull
        where TModel : notnull => trainer.Fit(data, this);

    /// <summary>Tells how the training went. A run keeps it with the step and shows it.</summary>
    public virtual void Tell(TrainingCurve curve) { }

    /// <summary>Tells what a trainer tried that searches its own parameters. A run keeps it with the step and shows it.</summary>
    public virtual void Tell(KnobSearchReport search) { }
}
