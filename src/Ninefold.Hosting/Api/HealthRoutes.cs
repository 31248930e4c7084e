using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Api;

/// <summary><c>/health/live</c> and <c>/health/ready</c>.</summary>
internal static class HealthRoutes
{
    private sealed record Health(
        string Status,
        IReadOnlyDictionary<string, ServingState>? Systems = null,
        IReadOnlyDictionary<string, string>? Problems = null
    );

    /// <summary>
    /// Ready once every system was opened; a system that was never trained does not count, a broken one does. One that
    /// answers may have a problem, too.
    /// </summary>
    public static void Map(IEndpointRouteBuilder app, ServedSystems systems, WatchService watch)
    {
        app.MapGet("/health/live", (HttpContext http) => Answer.Json(http, new Health("live")))
            .ExcludeFromDescription();
        app.MapGet(
                "/health/ready",
                async (HttpContext http) =>
                {
                    var states = systems.All.ToDictionary(s => s.System.Id, s => s.State);
                    var isReady = watch.Opened.IsCompleted && !states.ContainsValue(ServingState.Broken);
                    var asked = systems.All.Select(async s =>
                        (s.System.Id, Problem: await s.AskAsync().ConfigureAwait(false))
                    );
                    var problems = (await Task.WhenAll(asked).ConfigureAwait(false))
                        .Where(a => a.Problem is not null)
                        .ToDictionary(a => a.Id, a => a.Problem!);
                    await Answer
                        .Json(
                            http,
                            new Health(isReady ? "ready" : "not ready", states, problems),
                            isReady ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable
                        )
                        .ConfigureAwait(false);
                }
            )
            .ExcludeFromDescription();
    }
}
