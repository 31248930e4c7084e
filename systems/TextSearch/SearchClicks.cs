using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Labelling;

namespace Ninefold.Systems.TextSearch;

/// <summary>
/// Clicks that were observed as judgements to train on. A place that is looked at more is clicked more, whatever stands
/// there: how much is estimated by the position-based click model, and each click counts by the inverse of it. A click
/// tells in its <c>data</c> the <c>query</c> and what was <c>shown</c>, best first; one that does not is of no use here.
/// </summary>
internal static class SearchClicks
{
    public const string Kind = "click";

    /// <summary>With fewer lists nothing can be told of places.</summary>
    private const int LeastLists = 50;

    /// <summary>A query that was asked less often is not learned from.</summary>
    private const int LeastAsked = 3;

    /// <summary>A document is relevant that would be clicked so often at the first place.</summary>
    private const double LeastClicked = .3;

    /// <summary>What a click tells.</summary>
    public static JsonElement Told(string query, IReadOnlyList<string> shown) =>
        JsonSerializer.SerializeToElement(new ShownList(query, shown), SystemEngine.Json);

    /// <summary>Queries with what their clicks say is relevant, in the order of their first click.</summary>
    /// <param name="observations">Those of the system; other kinds are passed over.</param>
    /// <param name="documents">What is still there to be found.</param>
    /// <param name="held">Queries that others are judged by: nothing is learned of them.</param>
    public static IReadOnlyList<Case<SearchQuery, Judgements>> Cases(
        IReadOnlyList<Observation> observations,
        IReadOnlySet<string> documents,
        IReadOnlySet<string> held
    )
    {
        var lists = observations
            .Where(o => o.Kind == Kind && o.RequestId is not null)
            .GroupBy(o => o.RequestId!, StringComparer.Ordinal)
            .Select(List)
            .OfType<(DateTimeOffset At, ClickedList List)>()
            .OrderBy(l => l.At)
            .ToList();
        if (lists.Count < LeastLists)
            return [];
        var bias = new PositionBasedClicks().Fit([.. lists.Select(l => l.List)]);
        return
        [
            .. lists
                .GroupBy(l => l.List.Query, StringComparer.Ordinal)
                .Where(q => q.Count() >= LeastAsked && !held.Contains(q.Key))
                .Select(q => (Query: q, Relevant: Relevant([.. q.Select(l => l.List)], bias, documents)))
                .Where(q => q.Relevant.Count > 0)
                .Select(q => new Case<SearchQuery, Judgements>(
                    q.Query.First().At,
                    new(q.Query.Key),
                    new(q.Relevant, [.. q.Relevant.Select(_ => 1.0)]),
                    q.Query.Last().At,
                    $"clicks:{q.Query.Key}"
                )),
        ];
    }

    /// <summary>A query as others that say the same are written.</summary>
    public static string Normal(string query) =>
        string.Join(' ', query.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<string> Relevant(
        IReadOnlyList<ClickedList> lists,
        PositionBias bias,
        IReadOnlySet<string> documents
    )
    {
        var items = new Dictionary<string, (double Clicked, int Shown)>(StringComparer.Ordinal);
        foreach (var list in lists)
        foreach (var (place, item) in list.Items.Index())
        {
            var (clicked, shown) = items.GetValueOrDefault(item);
            items[item] = (clicked + (list.Clicked[place] ? bias.WeightOf(place) : 0), shown + 1);
        }
        return
        [
            .. items
                .Where(i => documents.Contains(i.Key) && i.Value.Clicked / i.Value.Shown >= LeastClicked)
                .Select(i => i.Key)
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The clicks of one request as a list; null where they do not tell it.</summary>
    private static (DateTimeOffset At, ClickedList List)? List(IEnumerable<Observation> clicks)
    {
        var (first, clicked) = (clicks.MinBy(c => c.At)!, clicks.Select(c => c.Item).ToHashSet());
        return Read(first.Data) is { Shown.Count: > 0, Query: not "" } told
            ? (first.At, new(Normal(told.Query), told.Shown, [.. told.Shown.Select(clicked.Contains)]))
            : null;
    }

    private static ShownList? Read(JsonElement? data)
    {
        try
        {
            return data is { ValueKind: JsonValueKind.Object } told
                ? told.Deserialize<ShownList>(SystemEngine.Json)
                : null;
        }
        catch (JsonException)
        {
            return null; // another's data
        }
    }

    private sealed record ShownList(string Query, IReadOnlyList<string> Shown);
}
