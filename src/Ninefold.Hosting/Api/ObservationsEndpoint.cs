using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Api;

/// <summary><c>POST /v1/observations</c>: facts, one or many, acknowledged when they are durable.</summary>
internal static class ObservationsEndpoint
{
    private const int MostBytes = 32 << 20;

    /// <summary>
    /// Stores each observation in the log of its system. Everything is checked before anything is stored; the same
    /// observations may be sent again, since ids that are there already are only counted.
    /// </summary>
    public static async Task StoreAsync(HttpContext http, ServedSystems systems, Telemetry telemetry, TimeProvider time)
    {
        using var body = await RequestBody.ReadAsync(http, MostBytes).ConfigureAwait(false);
        var observations = Parse(body.Bytes.Span);
        var now = time.GetUtcNow();
        ObservationRules.Check(observations, new ObservationLogOptions().MaxBatch, now);
        var batches = observations.GroupBy(o => o.System).Select(g => (Live: Ready(systems, g.Key), Batch: g.ToList()));
        var (stored, duplicates, tooOld, refused) = (0, 0, 0, 0);
        foreach (var (live, batch) in batches.ToList())
        {
            // Not cancelled with the request: what is half stored would only be sent again.
            var result = await live.ObserveAsync(batch, CancellationToken.None).ConfigureAwait(false);
            telemetry.Observed(live.System.Id, result.Stored);
            (stored, duplicates) = (stored + result.Stored, duplicates + result.Duplicates);
            refused += result.Refused;
            tooOld += batch.Count(o => live.System.Views.Any(v => v.IsTooOld(o, now)));
        }
        await Answer.Json(http, new ObservationsStored(stored, duplicates, tooOld, refused)).ConfigureAwait(false);
    }

    private static List<Observation> Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var isList = json.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];
            var read = isList
                ? JsonSerializer.Deserialize<List<Observation>>(json, SystemEngine.Json)!
                : [JsonSerializer.Deserialize<Observation>(json, SystemEngine.Json)!];
            return read.Exists(o => o is null)
                ? throw new InvalidRequestException(["An observation is null; send objects."])
                : read;
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException([JsonErrors.Describe(e, typeof(Observation))]);
        }
    }

    private static LiveSystem Ready(ServedSystems systems, string id) =>
        systems.Find(id) is not { } served
            ? throw new InvalidRequestException([
                $"Observations name the system '{id}', which is not here. There are: {systems.Ids}.",
            ])
            : served.Live ?? throw PredictEndpoint.NotReady(served);
}

/// <summary>What became of posted observations; all of them are durable.</summary>
/// <param name="Stored">How many were new.</param>
/// <param name="Duplicates">How many were there already, by their id.</param>
/// <param name="TooOld">How many of all happened too long ago for a view that counts their kind: they are facts, but change no value of it from now on.</param>
/// <param name="Refused">How many of those stored came later than a view's lateness after a newer one of the same entity: it keeps tiles of that time, and never counts them.</param>
internal sealed record ObservationsStored(int Stored, int Duplicates, int TooOld, int Refused);
