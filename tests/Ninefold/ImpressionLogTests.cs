using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Tests;

public sealed class ImpressionLogTests : IDisposable
{
    private readonly TinyHome home = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task What_was_shown_is_in_the_log_once_it_is_closed()
    {
        await using (var log = await OpenAsync())
        await using (var impressions = new ImpressionLog(log))
        {
            Parallel.For(0, 200, request => impressions.Add(Shown(request)));
            impressions.Add([]);
            Assert.Equal(0, impressions.Dropped);
        }
        var stored = await StoredAsync();
        Assert.Equal(600, stored.Count);
        Assert.Equal(
            Enumerable.Range(0, 200).SelectMany(Shown).Select(o => o.Id).Order(),
            stored.Select(o => o.Id).Order()
        );
        Assert.All(stored, o => Assert.Equal("impression", o.Kind));
    }

    [Fact]
    public async Task What_cannot_be_stored_is_counted_and_does_not_stop_the_log()
    {
        await using (var log = await OpenAsync())
        {
            await using var impressions = new ImpressionLog(log);
            impressions.Add([.. Shown(1).Select(o => o with { Probability = 2 })]);
            while (impressions.Dropped == 0)
                await Task.Delay(1, Cancellation);
            Assert.Equal(3, impressions.Dropped);
            impressions.Add(Shown(2));
            await impressions.DisposeAsync();
            impressions.Add(Shown(3)); // after the end
            Assert.Equal(6, impressions.Dropped);
        }
        Assert.Equal(Shown(2).Select(o => o.Id), (await StoredAsync()).Select(o => o.Id));
    }

    private static Observation[] Shown(int request) =>
        [
            .. Enumerable
                .Range(0, 3)
                .Select(place =>
                    new Impression($"i{place}", place, .5).ToObservation(
                        "tiny",
                        $"r{request}",
                        TinyData.At(0),
                        "u",
                        "release",
                        "champion"
                    )
                ),
        ];

    private Task<ObservationLog> OpenAsync() =>
        ObservationLog.OpenAsync(home.Workspace.ObservationFolder("tiny"), home.Clock, cancellation: Cancellation);

    private async Task<List<Observation>> StoredAsync()
    {
        var stored = new List<Observation>();
        await foreach (
            var observation in new ObservationReader(home.Workspace.ObservationFolder("tiny")).ReadAsync(
                cancellation: Cancellation
            )
        )
            stored.Add(observation);
        return stored;
    }
}
