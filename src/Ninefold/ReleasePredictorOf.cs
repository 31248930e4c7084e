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
        var release = workspace.Releases.Get(system.Id, name);
        var log = new ObservationReader(workspace.ObservationFolder(system.Id));
        // In this process alone, also where servers share a store: whoever tries an old release must not add its past to it.
        var views = new EmbeddedViews(system.KeptViews, LiveViews.FolderOf(system, workspace));
        var live = LiveRelease<TParts>.Load(system, release, workspace, views: views);
        foreach (var (view, fingerprint, past) in LiveRelease<TParts>.PastsOf(system, release, workspace))
            await views.FillAsync(view, fingerprint, past, null, cancellation).ConfigureAwait(false);
        await views.FollowAsync(log, cancellation).ConfigureAwait(false);
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

    public override async ValueTask<IReadOnlyList<FeatureValues>> ReadAsync(
        IReadOnlyList<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    ) => await release.ReadAsync(wanted, before).ConfigureAwait(false);
}
