using System.Text.Json;
using Ninefold.Hosting.Commands;
using Parquet.Serialization;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class PredictCommandTests(TrainedHome home) : IClassFixture<TrainedHome>
{
    private const string Good = """{"district":"hill","squareMetres":50}""";

    [Fact]
    public async Task One_request_is_answered_from_argument_input_or_file()
    {
        await File.WriteAllTextAsync(home.At("one.json"), Good, TestContext.Current.CancellationToken);
        foreach (
            var result in new[]
            {
                await home.RunAsync("predict", "sample", Good),
                await home.RunWithInputAsync(Good, "predict", "sample"),
                await home.RunAsync("predict", "sample", $"@{home.At("one.json")}"),
            }
        )
        {
            Assert.Equal(0, result.Code);
            var rent = JsonElement.Parse(result.Output).GetProperty("answer").GetProperty("rent").GetDouble();
            Assert.InRange(rent, 600, 700);
        }
    }

    [Fact]
    public async Task Another_release_can_be_asked_while_a_server_runs()
    {
        await using var server = await SampleServer.StartAsync(home);
        var result = await home.RunAsync("predict", "sample", Good, "--release", "heuristic", "--explain");
        Assert.True(result.Code == 0, result.Error);
        var prediction = JsonElement.Parse(result.Output);
        Assert.NotEqual(server.Served.Live!.Release, prediction.GetProperty("release").GetString());
        Assert.Equal("rent", prediction.GetProperty("trace")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task Everything_wrong_with_a_request_is_said_a_line_each()
    {
        var result = await home.RunAsync("predict", "sample", """{"district":"","squareMetres":0}""");
        Assert.Equal(2, result.Code);
        Assert.Equal(2, result.Error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task A_file_of_requests_becomes_a_Parquet_file_in_the_same_order()
    {
        const int Count = 12_345; // more than one group of rows
        var requests = Enumerable
            .Range(1, Count)
            .Select(i => i == 777 ? "{}" : $$"""{"district":"hill","squareMetres":{{i % 1000 + 1}}}""")
            .ToList();
        await File.WriteAllLinesAsync(home.At("in.jsonl"), requests, TestContext.Current.CancellationToken);
        var result = await home.RunAsync(
            "predict",
            "sample",
            "--batch",
            home.At("in.jsonl"),
            "--out",
            home.At("out.parquet")
        );
        Assert.Equal(2, result.Code); // one was refused
        Assert.Contains("12,344 answered, 1 refused", result.Output, StringComparison.Ordinal);

        await using var file = File.OpenRead(home.At("out.parquet"));
        var rows = new List<BatchRow>();
        for (var group = 0; rows.Count < Count; group++)
        {
            file.Position = 0;
            var read = await ParquetSerializer.DeserializeAsync<BatchRow>(
                file,
                rowGroupIndex: group,
                cancellationToken: TestContext.Current.CancellationToken
            );
            rows.AddRange(read.Data);
        }
        Assert.Equal(requests, rows.Select(r => r.Request));
        var refused = Assert.Single(rows, r => r.Error is not null);
        Assert.Equal("{}", refused.Request);
        Assert.Null(refused.Answer);
        var rents = rows.Where(r => r.Answer is not null)
            .Select(r => JsonElement.Parse(r.Answer!).GetProperty("rent").GetDouble());
        Assert.All(rents, rent => Assert.True(rent > 0));
        Assert.Equal(Count - 1, rows.Where(r => r.RequestId is not null).DistinctBy(r => r.RequestId).Count());
    }

    [Fact]
    public async Task An_empty_file_leaves_no_answers_behind()
    {
        await File.WriteAllTextAsync(home.At("empty.jsonl"), "", TestContext.Current.CancellationToken);
        var result = await home.RunAsync(
            "predict",
            "sample",
            "--batch",
            home.At("empty.jsonl"),
            "--out",
            home.At("none.parquet")
        );
        Assert.Equal(2, result.Code);
        Assert.Contains("is empty", result.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(home.Folder, "none.parquet*"));
    }

    [Fact]
    public async Task A_swapped_model_file_is_said_in_one_line()
    {
        await using var other = new TrainedHome();
        await other.InitializeAsync();
        foreach (var artifact in Directory.EnumerateFiles(other.At("artifacts"), "*", SearchOption.AllDirectories))
            await File.WriteAllTextAsync(artifact, "swapped", TestContext.Current.CancellationToken);
        var result = await other.RunAsync("predict", "sample", Good);
        Assert.Equal(2, result.Code);
        Assert.StartsWith("Part 'Rents' cannot be loaded.", result.Error, StringComparison.Ordinal);
    }
}
