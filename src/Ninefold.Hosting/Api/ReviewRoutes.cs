using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Ninefold.Data.Labelling;
using Ninefold.Hosting.Server;

namespace Ninefold.Hosting.Api;

/// <summary><c>/v1/systems/{id}/reviews</c>: the answers that people are to judge, and what they decide.</summary>
internal static class ReviewRoutes
{
    private const int MostBytes = 1 << 16;

    public static void Map(IEndpointRouteBuilder app, ServedSystems systems)
    {
        var store = new ReviewStore(systems.Workspace.Database, systems.Workspace.Time);

        Delegate list = (HttpContext http, string id, string? reviewer) =>
        {
            var served = Find(id);
            return Answer.Json(
                http,
                new Reviews(
                    store.CountPending(served.System.Id),
                    served.Live?.Reviews.LeftOut,
                    store.Agreement(served.System.Id),
                    store.Pending(served.System.Id, reviewer)
                )
            );
        };
        app.MapGet("/v1/systems/{id}/reviews", list)
            .WithTags("reviews")
            .WithSummary("The oldest answers that wait for a decision; with a reviewer, those they have not seen.")
            .Produces<Reviews>()
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, "application/problem+json");

        Delegate decide = async (HttpContext http, string id, string requestId) =>
        {
            var served = Find(id);
            var live = served.Live ?? throw PredictEndpoint.NotReady(served);
            using var body = await RequestBody.ReadAsync(http, MostBytes).ConfigureAwait(false);
            var input = Parse(body.Bytes.Span);
            var item = await live.Reviews.DecideAsync(requestId, input.Reviewer, input.Checked()).ConfigureAwait(false);
            await Answer.Json(http, item).ConfigureAwait(false);
        };
        app.MapPost("/v1/systems/{id}/reviews/{requestId}", decide)
            .WithTags("reviews")
            .WithSummary("Accepts, rejects or skips an answer. Safe to repeat; a settled answer becomes a label.")
            .Accepts<ReviewInput>("application/json")
            .Produces<ReviewItem>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<ProblemBody>(StatusCodes.Status409Conflict, "application/problem+json");

        ServedSystem Find(string id) => systems.Find(id) ?? throw ApiRoutes.Unknown(systems, id);
    }

    private static ReviewInput Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<ReviewInput>(json, SystemEngine.Json)
                ?? throw new InvalidRequestException(["The decision is null; send an object."]);
        }
        catch (JsonException e)
        {
            throw new InvalidRequestException([JsonErrors.Describe(e, typeof(ReviewInput))]);
        }
    }
}

/// <summary>The reviews of a system.</summary>
/// <param name="Pending">How many answers wait.</param>
/// <param name="LeftOut">How many were to be reviewed and were not queued since the server began; null where it is not served.</param>
/// <param name="Agreement">How far the first two judgements of an answer agree.</param>
/// <param name="Items">The oldest that wait.</param>
internal sealed record Reviews(int Pending, long? LeftOut, ReviewAgreement Agreement, IReadOnlyList<ReviewItem> Items);
