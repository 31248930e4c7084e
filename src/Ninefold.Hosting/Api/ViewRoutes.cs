using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Api;

/// <summary><c>/v1/systems/{id}/views</c>: what the release that answers reads of its views now.</summary>
internal static class ViewRoutes
{
    private const int MostReads = 1000;
    private const int MostBytes = 1 << 20;

    public static void Map(IEndpointRouteBuilder app, ServedSystems systems)
    {
        var time = systems.Workspace.Time;

        Delegate one = async (HttpContext http, string id, string view, string entity) =>
        {
            var served = Find(id);
            var wanted = ViewReading.Find(served.System, view);
            var now = time.GetUtcNow();
            var read = await SystemRoutes.Live(served).ReadAsync([(wanted, entity)], now).ConfigureAwait(false);
            await Answer.Json(http, ViewReading.Of(read[0], now)).ConfigureAwait(false);
        };
        app.MapGet("/v1/systems/{id}/views/{view}/{entity}", one)
            .WithTags("systems")
            .WithSummary("A view's values for an entity now, and how old its latest observation is.")
            .Produces<ViewReading>()
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");

        Delegate many = async (HttpContext http, string id) =>
        {
            var served = Find(id);
            using var body = await RequestBody.ReadAsync(http, MostBytes).ConfigureAwait(false);
            var wanted = Parse(served.System, body.Bytes.Span);
            var (live, now) = (SystemRoutes.Live(served), time.GetUtcNow());
            var reads = await live.ReadAsync(
                    [.. wanted.Select(w => (ViewReading.Find(served.System, w.View), w.Entity))],
                    now
                )
                .ConfigureAwait(false);
            await Answer.Json(http, reads.Select(r => ViewReading.Of(r, now))).ConfigureAwait(false);
        };
        app.MapPost("/v1/systems/{id}/views/read", many)
            .WithTags("systems")
            .WithSummary($"Values of up to {MostReads:N0} views and entities as of one moment, in the order asked.")
            .Accepts<IReadOnlyList<ViewRead>>("application/json")
            .Produces<IReadOnlyList<ViewReading>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");

        ServedSystem Find(string id) => systems.Find(id) ?? throw ApiRoutes.Unknown(systems, id);
    }

    private static List<ViewRead> Parse(MlSystem system, ReadOnlySpan<byte> json)
    {
        List<ViewRead?> reads;
        try
        {
            reads =
                JsonSerializer.Deserialize<List<ViewRead?>>(json, SystemEngine.Json)
                ?? throw new InvalidRequestException(["The body is null; send a list."]);
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException([JsonErrors.Describe(e, typeof(ViewRead))]);
        }
        if (reads.Count > MostReads)
            throw new InvalidRequestException([$"At most {MostReads:N0} reads at once; got {reads.Count:N0}."]);
        var faults = new List<string>();
        foreach (var (i, read) in reads.Index())
            if (read is null)
                faults.Add($"Read {i} is null; send objects.");
            else if (system.Views.All(v => v.Name != read.View))
                faults.Add($"Read {i}: {ViewReading.Unknown(system, read.View)}");
        return faults.Count == 0 ? [.. reads.OfType<ViewRead>()] : throw new InvalidRequestException(faults);
    }
}

/// <summary>What to read.</summary>
/// <param name="View">The view's name.</param>
/// <param name="Entity">Whose values.</param>
internal sealed record ViewRead(string View, string Entity);
