using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch;

/// <summary>Searches while somebody types, shows how the results came about, and puts a lower rung beside them.</summary>
public sealed partial class Playground
{
    private readonly Dictionary<string, IReadOnlyList<string>> wanted = [];
    private readonly HashSet<string> clicked = [];
    private string typed = "";
    private SearchQuery asked = new("");
    private bool beside;
    private SearchRung rung = SearchRung.Bm25;
    private Prediction? prediction;
    private SearchPage? other;
    private IReadOnlyList<string> errors = [];
    private int latest;

    /// <summary>The live system.</summary>
    [Parameter, EditorRequired]
    public LiveSystem Live { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private Task TypeAsync(ChangeEventArgs change)
    {
        typed = (string?)change.Value ?? "";
        // A letter alone would find nearly everything.
        return typed.Trim().Length < 2 ? Task.CompletedTask : SearchAsync(typed);
    }

    private Task SearchAsync(string query) => AskAsync(new(query, wanted));

    private Task ExactlyAsync() => AskAsync(asked with { Exact = true });

    private Task TurnAsync(int pages) => AskAsync(asked with { Page = asked.Page + pages });

    private Task CompareAsync(ChangeEventArgs change)
    {
        beside = change.Value is true;
        return AskAsync(asked);
    }

    private Task ChooseRungAsync(ChangeEventArgs change)
    {
        rung = Enum.Parse<SearchRung>((string)change.Value!);
        return AskAsync(asked);
    }

    private Task NoFiltersAsync()
    {
        wanted.Clear();
        return AskAsync(asked with { Page = 1 });
    }

    private Task ToggleAsync(string field, string value)
    {
        if (IsWanted(field, value))
            wanted.Remove(field);
        else
            wanted[field] = [value];
        return AskAsync(asked with { Page = 1 });
    }

    private bool IsWanted(string field, string value) => wanted.GetValueOrDefault(field)?.Contains(value) == true;

    private async Task AskAsync(SearchQuery query)
    {
        if (query.Query.Length == 0)
            return;
        var turn = ++latest;
        try
        {
            var answered = await PredictAsync(query);
            var compared = beside ? (SearchPage)(await PredictAsync(query with { Rung = rung })).Answer : null;
            if (turn != latest)
                return; // more was typed meanwhile
            (asked, prediction, other, errors) = (query, answered, compared, []);
            clicked.Clear();
        }
        catch (InvalidRequestException e)
        {
            (prediction, errors) = (null, e.Errors);
        }
        catch (PredictionFailedException e)
        {
            (prediction, errors) = (null, [e.Message]);
        }
    }

    private ValueTask<Prediction> PredictAsync(SearchQuery query) =>
        Live.PredictAsync(
            JsonSerializer.SerializeToUtf8Bytes(query, SystemEngine.Json),
            explain: true,
            CancellationToken.None
        );

    private async Task ClickAsync(FoundDocument found)
    {
        var page = (SearchPage)prediction!.Answer;
        var observation = new Observation
        {
            Id = $"{prediction!.RequestId}:click:{found.Id}",
            System = Live.System.Id,
            Kind = SearchClicks.Kind,
            At = Time.GetUtcNow(),
            RequestId = prediction.RequestId,
            Item = found.Id,
            Release = prediction.Release,
            Arm = prediction.Arm,
            // With filters others were shown than the query alone finds.
            Data = asked.Filters is { Count: > 0 }
                ? null
                : SearchClicks.Told(
                    page.Corrected ?? asked.Query,
                    [.. page.Ranked.Take(asked.Page * SearchQuery.OfAPage)]
                ),
        };
        try
        {
            await Live.ObserveAsync([observation], CancellationToken.None);
            clicked.Add(found.Id);
        }
        catch (ObservationsNotStoredException e)
        {
            errors = [e.Message];
        }
    }

    /// <summary>A snippet cut at its marks.</summary>
    internal static IEnumerable<(string Text, bool Marked)> Pieces(Snippet snippet)
    {
        var at = 0;
        foreach (var mark in snippet.Marks)
        {
            if (mark.Start > at)
                yield return (snippet.Text[at..mark.Start], false);
            at = mark.Start + mark.Length;
            yield return (snippet.Text[mark.Start..at], true);
        }
        if (at < snippet.Text.Length)
            yield return (snippet.Text[at..], false);
    }

    private static string Named(FoundDocument found) => found.Id == found.Title ? "" : $"{found.Id} ·";

    private static string Moved(FoundDocument found, SearchPage released)
    {
        var place = released.Ranked.ToList().IndexOf(found.Id);
        return place < 0 ? "not found by the release" : $"{place + 1} in the release";
    }
}
