using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ninefold.Data;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Api;

/// <summary>The routes of the HTTP API.</summary>
internal static class ApiRoutes
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var systems = services.GetRequiredService<ServedSystems>();
        var telemetry = services.GetRequiredService<Telemetry>();
        var time = services.GetRequiredService<TimeProvider>();

        foreach (var served in systems.All)
            MapPredict(app, served, telemetry);
        // What the routes of the systems did not take: an unknown system, or a content type that they refuse.
        app.MapPost(
                "/v1/systems/{id}/predict",
                Task (HttpContext http, string id) =>
                    throw (systems.Find(id) is null ? Unknown(systems, id) : RequestBody.NotJson(http.Request))
            )
            .ExcludeFromDescription();
        Delegate store = (HttpContext http) => ObservationsEndpoint.StoreAsync(http, systems, telemetry, time);
        app.MapPost("/v1/observations", store)
            .WithTags("observations")
            .WithSummary("Stores one observation or a list; answers when they are durable. Safe to repeat.")
            .Accepts<IReadOnlyList<Observation>>("application/json")
            .Produces<ObservationsStored>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, "application/problem+json");
        HealthRoutes.Map(app, systems, services.GetRequiredService<WatchService>());
        SystemRoutes.Map(app, systems);
        ViewRoutes.Map(app, systems);
        ReviewRoutes.Map(app, systems);
    }

    /// <summary>The error of a path that names a system which is not here.</summary>
    public static RejectedException Unknown(ServedSystems systems, string id) =>
        new(StatusCodes.Status404NotFound, "Unknown system", $"No system '{id}'. There are: {systems.Ids}.");

    // A route of its own for each system: the description of the API has its types.
    private static void MapPredict(IEndpointRouteBuilder app, ServedSystem served, Telemetry telemetry)
    {
        Delegate answer = (HttpContext http) => PredictEndpoint.AnswerAsync(http, served, telemetry);
        app.MapPost($"/v1/systems/{served.System.Id}/predict", answer)
            .WithTags(served.System.Id)
            .WithSummary(served.System.Problem.Title)
            .Accepts(served.Engine.RequestType, "application/json")
            .Produces(200, typeof(PredictionBody<>).MakeGenericType(served.Engine.AnswerType), "application/json")
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");
    }
}
