using Ninefold.Data.Observations;
using Ninefold.Features.Views;

namespace Ninefold;

/// <inheritdoc/>
internal sealed class ReleasePredictor<TRequest, TAnswer, TOutcome, TParts>(
    MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
    LiveRelease<TParts> release,
    TimeProvider time
) : ReleasePredictor
    where TRequest : class
    where TAnswer : class
    where TParts : class
{
    private readonly Predictor<TRequest, TAnswer, TOutcome, TParts> predictor = new(system);

    public override string Release => release.Release.Id;

    /// <param name="name">An id, the beginning of one, or an alias.</param>
    /// <exception cref="KeyNotFoundException">There is no such release.</exception>
    /// <exception cref="InvalidDataException">A part was damaged or swapped.</exception>
    public static async Task<ReleasePredictor> LoadAsync(
        MlSystem<TRequest, TAnswer, TOutcome, TParts> system,
        Workspace workspace,
        string name,
        CancellationToken cancellation
    )
    {
        var live = LiveRelease<TParts>.Load(system, workspace.Releases.Get(system.Id, name), workspace);
        var folder = workspace.ObservationFolder(system.Id);
        if (system.KindsRead is { Count: > 0 } kinds && Directory.Exists(folder))
            await foreach (
                var observation in new ObservationReader(folder)
                    .ReadAsync(kinds: kinds, cancellation: cancellation)
                    .ConfigureAwait(false)
            )
                live.Store.Add(observation);
        return new ReleasePredictor<TRequest, TAnswer, TOutcome, TParts>(system, live, workspace.Time);
    }

    public override async ValueTask<Prediction> PredictAsync(
        ReadOnlyMemory<byte> request,
        bool explain,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var requestId = Guid.CreateVersion7(now).ToString("n");
        var answered = await predictor
            .AnswerAsync(system.Read(request.Span), requestId, now, release, null, explain, null, cancellation)
            .ConfigureAwait(false);
        return new(
            requestId,
            system.Id,
            answered.Release,
            "",
            false,
            answered.Answer,
            answered.Duration.TotalMilliseconds,
            explain ? answered.Call.Trace : null
        );
    }

    public override FeatureValues Read(FeatureView view, string entity, DateTimeOffset before) =>
        release.Read(view, entity, before);
}
