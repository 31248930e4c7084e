using System.Text.Json;
using Ninefold.Hosting.Commands;
using Parquet.Serialization;

namespace Ninefold.Hosting.Tests.Commands;

public sealed class BatchPredictionTests(TrainedHome home) : IClassFixture<TrainedHome>
{
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
}
