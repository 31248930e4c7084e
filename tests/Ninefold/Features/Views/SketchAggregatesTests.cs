using Ninefold.Data.Observations;
using Ninefold.Features.Views;
using static Ninefold.Tests.Features.Views.ViewStreams;

namespace Ninefold.Tests.Features.Views;

public sealed class SketchAggregatesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-sketches").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Among_exact_columns_every_sketch_is_at_its_place_and_as_it_is_served()
    {
        var view = new FeatureView("v")
        {
            Kinds = ["paid"],
            Entity = ViewEntity.Item,
            Aggregates =
            [
                Aggregate.ApproximateDistinctCount(4),
                Aggregate.DistinctCount, // keeps the rows
                Aggregate.Quantile(.5),
                Aggregate.Count,
            ],
            Windows = [Window.Sliding(Time(400)), Window.Sawtooth(Time(300), Time(50))],
            Below = 90,
            MaxAge = Time(60),
        };
        var cancellation = TestContext.Current.CancellationToken;
        var stream = Enumerable
            .Range(0, 1_500)
            .Select(i => Of($"o{i}", i / 3 * 2, i % 5 == 0 ? null : $"s{i * 7 % 61}", $"x{i % 4}", i * 31 % 100))
            .ToArray();
        var file = Path.Combine(folder, "it's.parquet");
        await ObservationParquet.WriteAsync(file, [.. stream, .. stream[..50]], cancellation);
        var state = new ViewState(view, keepsAll: true);
        foreach (var one in stream)
            state.Add(one);
        List<EntityMoment> rows =
        [
            .. Enumerable.Range(0, 400).Select(i => new EntityMoment($"x{i % 5}", Moment((i * 389) % 1_200))),
        ];
        var offline = new OfflineView(view) { Temporary = Path.Combine(folder, "temporary") };
        var values = offline.Compute([file], rows, cancellation);
        for (var i = 0; i < rows.Count; i++)
        {
            var served = state.Read(rows[i].Entity, rows[i].At).All.ToArray();
            Assert.Equal(served, values[(i * 8)..((i + 1) * 8)]);
        }
        Assert.Contains(values, v => v > 40);
        Assert.Contains(values, double.IsNaN);
    }
}
