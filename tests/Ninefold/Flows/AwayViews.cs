using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Features;
using Ninefold.Features.Views;

namespace Ninefold.Tests.Flows;

/// <summary>Knows what was a while ago: the longer, the later it was asked for.</summary>
internal sealed class AwayViews : IViewStore
{
    public string? Problem => "away";

    public long Position => 0;

    public Task<bool> FillAsync(
        FeatureView view,
        string fingerprint,
        Func<ViewPast> past,
        IProgress<double>? progress,
        CancellationToken cancellation
    ) => Task.FromResult(false);

    public ValueTask<int> AddAsync(IReadOnlyList<Observation> observations) => new(0);

    public ValueTask<string?> AskAsync() => new(Problem);

    public ValueTask<FeatureValues[]> ReadAsync(
        ReadOnlySpan<(FeatureView View, string Entity)> wanted,
        DateTimeOffset before
    )
    {
        var read = new FeatureValues[wanted.Length];
        for (var i = 0; i < read.Length; i++)
            read[i] = new(wanted[i].View, wanted[i].Entity, [0], null, TimeSpan.FromSeconds(1.5 + i));
        return Late(read);
    }

    public async ValueTask<HistoryRead> ReadAsync(
        HistoryView view,
        string subject,
        Vocabulary items,
        DateTimeOffset before
    )
    {
        await Task.Yield();
        return new(new Interaction[] { new(items.Find("x"), 1, 0) }, TimeSpan.FromSeconds(2));
    }

    public Task<int> FollowAsync(ObservationReader log, CancellationToken cancellation) => Task.FromResult(0);

    public Task SaveAsync(CancellationToken cancellation) => Task.CompletedTask;

    private static async ValueTask<FeatureValues[]> Late(FeatureValues[] read)
    {
        await Task.Yield();
        return read;
    }
}
