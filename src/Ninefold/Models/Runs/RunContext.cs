namespace Ninefold.Models.Runs;

/// <summary>What a trainer is given in a run: members of ensembles are reused, and what is told is noted.</summary>
internal sealed record RunContext(
    Run Run,
    string Step,
    TrainingNotes? Notes,
    int Seed,
    int Threads,
    IProgress<double>? Progress,
    CancellationToken Cancellation
) : TrainingContext(Seed, Threads, Progress, Cancellation)
{
    public override TModel Fit<TData, TModel>(ITrainer<TData, TModel> trainer, TData data) =>
        Run.Fit($"{Step}: {trainer.Name}", trainer, data, null, out _, out _);

    // Members of an ensemble are too many to be shown.
    public override void Tell(TrainingCurve curve) => Notes?.Curves.Add(curve);

    public override void Tell(KnobSearchReport search) => Notes?.Searches.Add(search);
}
