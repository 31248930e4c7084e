using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Tests.Data.Observations;

public sealed class ObservationRulesTests
{
    private static readonly DateTimeOffset Now = LogFolder.Start;

    public static TheoryData<string, Func<Observation, Observation>> Invalid =>
        new()
        {
            { "id", o => o with { Id = "" } },
            { "id", o => o with { Id = new('x', 129) } },
            { "id", o => o with { Id = "half \ud83d" } },
            { "system", o => o with { System = "" } },
            { "kind", o => o with { Kind = "Click" } },
            { "kind", o => o with { Kind = "click\n" } },
            { "kind", o => o with { Kind = new('x', 65) } },
            { "at", o => o with { At = Now.AddDays(1).AddMilliseconds(1) } },
            { "at", o => o with { At = DateTimeOffset.UnixEpoch.AddTicks(-1) } },
            { "requestId", o => o with { RequestId = "" } },
            { "subject", o => o with { Subject = new('x', 257) } },
            { "item", o => o with { Item = "" } },
            { "value", o => o with { Value = double.NaN } },
            { "value", o => o with { Value = double.PositiveInfinity } },
            { "position", o => o with { Position = -1 } },
            { "probability", o => o with { Probability = 0 } },
            { "probability", o => o with { Probability = 1.01 } },
            { "probability", o => o with { Probability = double.NaN } },
            { "release", o => o with { Release = "" } },
            { "arm", o => o with { Arm = "" } },
            { "data", o => o with { Data = default(JsonElement) } },
            { "data", o => o with { Data = Json($"\"{new string('x', 65_535)}\"") } },
            { "data", o => o with { Data = Json(new string('[', 33) + new string(']', 33)) } },
            { "data", o => o with { Data = Json("[1 /* one */]") } },
        };

    private static readonly Func<Observation, Observation>[] Valid =
    [
        o => o,
        o => o with { Id = new('x', 128), Kind = "a.b-c_9", System = new('x', 256) },
        o => o with { Id = "😀 � é", Subject = "😀" },
        o => o with { At = Now.AddDays(1), Value = -0.0, Position = 0, Probability = 1 },
        o => o with { At = DateTimeOffset.UnixEpoch, Probability = double.Epsilon },
        o => o with { Data = Json($"\"{new string('x', 65_534)}\"") },
        o => o with { Data = Json(new string('[', 32) + new string(']', 32)) },
        o => o with { Data = Json("\"\\ud83d half\"") },
    ];

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void What_is_out_of_range_is_named(string field, Func<Observation, Observation> change)
    {
        var good = LogFolder.One("a");
        var invalid = Assert.Throws<InvalidObservationsException>(() => Check(good, change(good), good));
        var error = Assert.Single(invalid.Errors);
        Assert.Equal((1, field), (error.Index, error.Field));
        Assert.Contains($"[1].{field} must", invalid.Message);
    }

    [Fact]
    public async Task What_is_at_the_limit_is_stored_and_comes_back_from_segments_and_from_Parquet()
    {
        var batch = Valid.Select((change, i) => change(LogFolder.One($"o{i}"))).ToList();
        using var folder = new LogFolder();
        var cancellation = TestContext.Current.CancellationToken;
        await using var log = await ObservationLog.OpenAsync(folder.Path, new FixedTime(), null, cancellation);
        await log.AppendAsync(batch, cancellation);
        Assert.Equal(batch.Select(LogFolder.Text), (await folder.ReadAsync()).Select(LogFolder.Text));
        await log.RollAsync(cancellation);
        Assert.Equal(batch.Select(LogFolder.Text), (await folder.ReadAsync()).Select(LogFolder.Text));
    }

    [Fact]
    public async Task Time_is_kept_in_UTC_to_the_millisecond()
    {
        using var folder = new LogFolder();
        await using var log = await folder.OpenAsync();
        var at = new DateTimeOffset(2026, 3, 1, 14, 0, 0, TimeSpan.FromHours(2)).AddMilliseconds(1.7);
        await log.AppendAsync([LogFolder.One("a") with { At = at }], TestContext.Current.CancellationToken);
        var read = Assert.Single(await folder.ReadAsync()).At;
        Assert.Equal((LogFolder.Start.AddMilliseconds(1), TimeSpan.Zero), (read, read.Offset));
    }

    [Fact]
    public void All_errors_are_collected_and_a_long_list_is_shortened_in_the_message()
    {
        var bad = LogFolder.One("a") with { Id = "", Kind = "", Position = -1 };
        var error = Assert.Throws<InvalidObservationsException>(() => Check([.. Enumerable.Repeat(bad, 20)]));
        Assert.Equal(60, error.Errors.Count);
        Assert.StartsWith("60 error(s)", error.Message);
        Assert.EndsWith("…", error.Message);
    }

    private static void Check(params Observation[] batch) => ObservationRules.Check(batch, 100, Now);

    private static JsonElement Json(string text) =>
        JsonElement.Parse(text, new() { MaxDepth = 100, CommentHandling = JsonCommentHandling.Skip });

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
