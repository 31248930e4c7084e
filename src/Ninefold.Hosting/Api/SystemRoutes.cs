using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Api;

/// <summary><c>GET /v1/systems</c> and what hangs below each system.</summary>
internal static class SystemRoutes
{
    private sealed record SystemRow(
        string Id,
        string Title,
        string Category,
        ServingState State,
        string? Problem,
        string? Release,
        LiveStatistics? Statistics
    )
    {
        public static SystemRow Of(ServedSystem served) =>
            new(
                served.System.Id,
                served.System.Problem.Title,
                served.System.Problem.Category,
                served.State,
                served.Problem,
                served.Live?.Release,
                served.Live?.Statistics
            );
    }

    public static void Map(IEndpointRouteBuilder app, ServedSystems systems)
    {
        app.MapGet("/v1/systems", (HttpContext http) => Answer.Json(http, systems.All.Select(SystemRow.Of)))
            .WithTags("systems")
            .WithSummary("The systems and whether they answer.");
    }
}
