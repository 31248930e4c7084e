using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ninefold.Hosting.Terminal;

namespace Ninefold.Hosting.Api;

/// <summary>Writes answers and problems (RFC 9457) as JSON.</summary>
internal static class Answer
{
    public static Task Json<T>(HttpContext http, T value, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(http.Response.Body, value, FiniteJson.Options, http.RequestAborted);
    }

    /// <summary>A problem with everything that is wrong, one line each.</summary>
    public static Task Problem(HttpContext http, int status, string title, params IReadOnlyList<string> errors)
    {
        if (http.Response.HasStarted)
            return Task.CompletedTask;
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        var problem = new ProblemBody("about:blank", title, status, string.Join(" ", errors), errors);
        return JsonSerializer.SerializeAsync(http.Response.Body, problem, FiniteJson.Options, CancellationToken.None);
    }
}

/// <summary>A problem as RFC 9457 writes it, with all errors.</summary>
/// <param name="Type">Always <c>about:blank</c>: the status says what kind it is.</param>
/// <param name="Title">The kind in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">All errors in one line.</param>
/// <param name="Errors">Everything that is wrong, one line each.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, IReadOnlyList<string> Errors);
