using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ninefold.Experiments;
using Ninefold.Hosting.Cards;
using Ninefold.Hosting.Server;
using Ninefold.Hosting.Training;

namespace Ninefold.Hosting.Api;

/// <summary><c>/v1/systems</c> and what hangs below each system: what is on record, and what can be done about it.</summary>
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
        var workspace = systems.Workspace;
        var rollouts = new RolloutStore(workspace.Database, workspace.Time);
        var retraining = app.ServiceProvider.GetRequiredService<Retraining>();

        Delegate list = (HttpContext http) => Answer.Json(http, systems.All.Select(SystemRow.Of));
        app.MapGet("/v1/systems", list).WithTags("systems").WithSummary("The systems and whether they answer.");

        Get("", "The nine steps with what was measured.", s => Details(s, workspace));
        Get("/runs", "The training runs, the newest first.", s => workspace.Runs.List(s.System.Id));
        Get("/releases", "The releases, the newest first.", s => workspace.Releases.List(s.System.Id));
        Get(
            "/rollouts",
            "The rollouts with their steps, the newest first.",
            s => rollouts.All(s.System.Id).Select(r => new { Rollout = r, Steps = rollouts.History(r.Id) })
        );
        Get("/alarms", "How every rule stands.", s => Live(s).Monitors.Alarms);
        Get("/drift", "How far features are from training.", s => Drift(s, workspace));
        Get("/retrain", "The latest training that this server started.", _ => retraining.Status);

        Delegate retrain = (HttpContext http, string id) =>
            Answer.Json(http, retraining.Start(Find(id)), StatusCodes.Status202Accepted);
        app.MapPost("/v1/systems/{id}/retrain", retrain)
            .WithTags("operations")
            .WithSummary("Trains in the background; a challenger that comes out is rolled out on lived traffic.")
            .Produces<RetrainingStatus>(StatusCodes.Status202Accepted)
            .Produces<ProblemBody>(StatusCodes.Status409Conflict, "application/problem+json");

        Delegate promote = async (HttpContext http, string id, string release) =>
        {
            var served = Find(id);
            var promoted = new Champions(served.System, workspace).Promote(release, "promoted over HTTP");
            await served.RefreshAsync(http.RequestAborted).ConfigureAwait(false);
            await Answer.Json(http, new { System = id, Champion = promoted.Id }).ConfigureAwait(false);
        };
        app.MapPost("/v1/systems/{id}/releases/{release}/promote", promote)
            .WithTags("operations")
            .WithSummary("Makes a release the champion at once.")
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, "application/problem+json");

        void Get(string path, string summary, Func<ServedSystem, object?> read)
        {
            Delegate answer = (HttpContext http, string id) => Answer.Json(http, read(Find(id)));
            app.MapGet($"/v1/systems/{{id}}{path}", answer).WithTags("systems").WithSummary(summary);
        }

        ServedSystem Find(string id) => systems.Find(id) ?? throw ApiRoutes.Unknown(systems, id);
    }

    /// <exception cref="RejectedException">It cannot answer yet.</exception>
    public static LiveSystem Live(ServedSystem served) => served.Live ?? throw PredictEndpoint.NotReady(served);

    private static object Details(ServedSystem served, Workspace workspace)
    {
        var card = SystemCard.Of(served.System, workspace);
        return new
        {
            System = SystemRow.Of(served),
            served.System.Problem,
            card.Metrics,
            served.System.Architecture,
            Features = served.System.Features.Select(set => new { set.Name, Features = set.ToList() }),
            served.System.Histories,
            Views = served.System.Views.Select(v => new
            {
                v.Name,
                v.Definition,
                v.Version,
                v.Columns,
                v.Owner,
                v.Doc,
            }),
            card.Champion,
            card.Report,
            card.Rollout,
        };
    }

    private static object Drift(ServedSystem served, Workspace workspace)
    {
        var live = Live(served);
        return new
        {
            live.Release,
            live.Monitors.Drift,
            live.Monitors.Quality,
            Retraining = new RetrainingDue(workspace).Decide(live),
        };
    }
}
