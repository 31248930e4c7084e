using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ninefold.Hosting.Terminal;
using Ninefold.Models.Runs;
using Parquet;
using Parquet.Serialization;
using Parquet.Serialization.Attributes;

namespace Ninefold.Hosting.Commands;

/// <summary>
/// Answers a file with one JSON request a line, and writes a Parquet file with a row for each line, in order: what was
/// refused has its errors in place of an answer. Memory holds one group of rows; the file appears when it is whole.
/// </summary>
internal sealed class BatchPrediction(ReleasePredictor predictor, int threads)
{
    private const int RowsPerGroup = 10_000;

    /// <returns>How many lines were answered, and how many were refused or failed.</returns>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public async Task<(long Answered, long Refused)> RunAsync(
        string requests,
        string answers,
        IRunLog log,
        CancellationToken cancellation
    )
    {
        var unfinished = answers + ".tmp";
        var (answered, refused) = (0L, 0L);
        var bytes = Math.Max(1, new FileInfo(requests).Length);
        using var work = log.Work("batch prediction");
        try
        {
            await using (var file = File.Create(unfinished))
            {
                var read = 0L;
                foreach (var lines in File.ReadLines(requests).Chunk(RowsPerGroup))
                {
                    var rows = new BatchRow[lines.Length];
                    var options = new ParallelOptions
                    {
                        MaxDegreeOfParallelism = threads,
                        CancellationToken = cancellation,
                    };
                    await Parallel
                        .ForAsync(
                            0,
                            lines.Length,
                            options,
                            async (i, token) => rows[i] = await AnswerAsync(lines[i], token).ConfigureAwait(false)
                        )
                        .ConfigureAwait(false);
                    file.Position = 0; // where the library looks for what is there already
                    await ParquetSerializer
                        .SerializeAsync(
                            rows,
                            file,
                            new ParquetOptions { Append = read > 0 },
                            cancellationToken: cancellation
                        )
                        .ConfigureAwait(false);
                    refused += rows.LongCount(r => r.Error is not null);
                    answered += rows.LongCount(r => r.Error is null);
                    read += lines.Sum(l => l.Length + 1L);
                    work.Report((double)read / bytes);
                }
            }
            if (answered + refused == 0)
                throw new UsageException($"'{requests}' is empty; it must have one JSON request a line.");
            File.Move(unfinished, answers, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
        return (answered, refused);
    }

    private async ValueTask<BatchRow> AnswerAsync(string line, CancellationToken cancellation)
    {
        try
        {
            var prediction = await predictor
                .PredictAsync(Encoding.UTF8.GetBytes(line), false, cancellation)
                .ConfigureAwait(false);
            return new()
            {
                RequestId = prediction.RequestId,
                Request = line,
                Answer = JsonSerializer.Serialize(prediction.Answer, FiniteJson.Options),
                Release = prediction.Release,
            };
        }
        catch (Exception e) when (e is InvalidRequestException or PredictionFailedException)
        {
            return new()
            {
                Request = line,
                Release = predictor.Release,
                Error = e.Message,
            };
        }
    }
}

/// <summary>A row of the file of a batch.</summary>
internal sealed class BatchRow
{
    [JsonPropertyName("request_id")]
    public string? RequestId { get; set; }

    [JsonPropertyName("request"), ParquetRequired]
    public string Request { get; set; } = "";

    [JsonPropertyName("answer")]
    public string? Answer { get; set; }

    [JsonPropertyName("release"), ParquetRequired]
    public string Release { get; set; } = "";

    [JsonPropertyName("error")]
    public string? Error { get; set; }
}
