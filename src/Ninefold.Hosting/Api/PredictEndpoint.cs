using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ninefold.Flows;
using Ninefold.Hosting.Server;
using Ninefold.Hosting.Terminal;

namespace Ninefold.Hosting.Api;

/// <summary><c>POST /v1/systems/{id}/predict</c>: one request, one answer.</summary>
internal static class PredictEndpoint
{
    private const int MostBytes = 1 << 20;

    public static async Task AnswerAsync(HttpContext http, ServedSystem served, Telemetry telemetry)
    {
        if (served.Live is not { } live)
            throw NotReady(served);
        var explain = Explains(http.Request);
        using var body = await RequestBody.ReadAsync(http, MostBytes).ConfigureAwait(false);
        Prediction prediction;
        try
        {
            prediction = await live.PredictAsync(body.Bytes, explain, http.RequestAborted).ConfigureAwait(false);
        }
        catch (PredictionFailedException)
        {
            telemetry.Failed(served.System.Id);
            throw;
        }
        telemetry.Answered(prediction);
        await WriteAsync(http.Response, prediction).ConfigureAwait(false);
    }

    /// <summary>A system that cannot answer yet, with the reason.</summary>
    public static RejectedException NotReady(ServedSystem served) =>
        new(
            StatusCodes.Status503ServiceUnavailable,
            "Not ready",
            served.State == ServingState.Opening
                ? $"{served.System.Id} is being opened; try again in a moment."
                : served.Problem ?? $"{served.System.Id} is not trained yet; run 'train {served.System.Id}'."
        );

    private static bool Explains(HttpRequest request) =>
        request.Query["explain"].ToString() switch
        {
            "" or "false" => false,
            "true" => true,
            var other => throw new RejectedException(
                StatusCodes.Status400BadRequest,
                "Invalid request",
                $"explain must be true or false; got '{other}'."
            ),
        };

    private static async Task WriteAsync(HttpResponse response, Prediction prediction)
    {
        response.ContentType = "application/json";
        await using (var json = new Utf8JsonWriter(response.BodyWriter))
        {
            json.WriteStartObject();
            json.WriteString("requestId"u8, prediction.RequestId);
            json.WriteString("system"u8, prediction.System);
            json.WriteString("release"u8, prediction.Release);
            json.WriteString("arm"u8, prediction.Arm);
            json.WriteBoolean("fallback"u8, prediction.Fallback);
            json.WriteNumber("milliseconds"u8, Math.Round(prediction.Milliseconds, 3));
            json.WritePropertyName("answer"u8);
            JsonSerializer.Serialize(json, prediction.Answer, prediction.Answer.GetType(), FiniteJson.Options);
            if (prediction.Trace is { } trace)
            {
                json.WritePropertyName("trace"u8);
                JsonSerializer.Serialize(json, trace, FiniteJson.Options);
            }
            json.WriteEndObject();
        }
        await response.BodyWriter.FlushAsync(response.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}

/// <summary>What a prediction looks like on the wire, for the description of the API.</summary>
/// <param name="RequestId">Outcomes that follow name it.</param>
/// <param name="System">The system.</param>
/// <param name="Release">The release that answered.</param>
/// <param name="Arm">The arm of the rollout.</param>
/// <param name="Fallback">Whether the heuristic's release answered because the other failed.</param>
/// <param name="Milliseconds">How long it took inside the server.</param>
/// <param name="Answer">The system's answer.</param>
/// <param name="Trace">The stages, with <c>?explain=true</c>.</param>
internal sealed record PredictionBody<TAnswer>(
    string RequestId,
    string System,
    string Release,
    string Arm,
    bool Fallback,
    double Milliseconds,
    TAnswer Answer,
    IReadOnlyList<TraceSpan>? Trace = null
)
    where TAnswer : notnull;
