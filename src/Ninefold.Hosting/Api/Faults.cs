using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Ninefold.Data.Labelling;
using Ninefold.Data.Observations;
using Ninefold.Experiments;

namespace Ninefold.Hosting.Api;

/// <summary>Turns what endpoints throw into problems. A caller that went away is no fault of anybody.</summary>
internal sealed class Faults(RequestDelegate next, ILogger<Faults> log)
{
    private const int NoSpaceLeft = 28; // ENOSPC, which .NET keeps as the HResult of an IOException

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http).ConfigureAwait(false);
            if (http.Response is { HasStarted: false, StatusCode: >= 400 and var status, ContentType: null })
                await Answer
                    .Problem(
                        http,
                        status,
                        ReasonPhrases.GetReasonPhrase(status),
                        $"{http.Request.Method} {http.Request.Path} is not part of the API; /openapi/v1.json describes it."
                    )
                    .ConfigureAwait(false);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // nobody is there to be told
        }
        catch (RejectedException e)
        {
            await Answer.Problem(http, e.Status, e.Title, e.Errors).ConfigureAwait(false);
        }
        catch (InvalidRequestException e)
        {
            await Answer
                .Problem(http, StatusCodes.Status400BadRequest, "Invalid request", e.Errors)
                .ConfigureAwait(false);
        }
        catch (InvalidObservationsException e)
        {
            await Answer
                .Problem(
                    http,
                    StatusCodes.Status400BadRequest,
                    "Invalid observations; none was stored",
                    [.. e.Errors.Select(error => error.ToString())]
                )
                .ConfigureAwait(false);
        }
        catch (ObservationsNotStoredException e)
        {
            var isFull = e.InnerException?.HResult == NoSpaceLeft;
            await Answer
                .Problem(
                    http,
                    isFull ? StatusCodes.Status507InsufficientStorage : StatusCodes.Status503ServiceUnavailable,
                    isFull ? "The disk is full" : "The disk fails",
                    e.Message
                )
                .ConfigureAwait(false);
        }
        catch (KeyNotFoundException e)
        {
            await Answer.Problem(http, StatusCodes.Status404NotFound, "Not found", e.Message).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RolloutConflictException or ReviewConflictException or WorkspaceBusyException)
        {
            await Answer.Problem(http, StatusCodes.Status409Conflict, "Conflict", e.Message).ConfigureAwait(false);
        }
        catch (PredictionFailedException e)
        {
            log.LogError(e, "No release could answer.");
            await Answer
                .Problem(http, StatusCodes.Status500InternalServerError, "No release could answer", e.Message)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (!http.Response.HasStarted && e is not BadHttpRequestException)
        {
            log.LogError(e, "{Method} {Path} failed.", http.Request.Method, http.Request.Path);
            await Answer
                .Problem(
                    http,
                    StatusCodes.Status500InternalServerError,
                    "A fault of the server",
                    "The server's log has the details."
                )
                .ConfigureAwait(false);
        }
    }
}
