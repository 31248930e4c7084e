using System.Text.Json;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Systems.VideoRecommendation;

/// <summary>Visits the shelf as anybody, and shows how it came about.</summary>
public sealed partial class Playground
{
    private const int LatestOfHistory = 12;

    // What can follow from a shown video; 'watch' becomes history, which the next shelf answers to.
    private static readonly string[] Kinds = ["click", "watch", "hide"];

    private readonly List<string> liked = [];
    private readonly HashSet<string> genres = [];
    private readonly HashSet<(string Video, string Kind)> done = [];
    private MudAutocomplete<string>? search;
    private string? user;
    private int count = 12;
    private Prediction? prediction;
    private string? error;
    private int length;
    private IReadOnlyList<(string Title, DateTimeOffset At)> history = [];

    /// <summary>The live system.</summary>
    [Parameter, EditorRequired]
    public LiveSystem Live { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private VideoRecommendationSystem.Parts Parts => (VideoRecommendationSystem.Parts)Live.Parts;

    private Catalogue Catalogue => Parts.Catalogue;

    /// <inheritdoc/>
    protected override void OnInitialized() => user = Parts.Users.Ids is [var first, ..] ? first : null;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        await VisitAsync(); // not while the page is made on the server, or opening it would count as two visits
        StateHasChanged();
    }

    private async Task VisitAsync()
    {
        var visit = new Visit(user, count, liked, [.. genres]);
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(visit, SystemEngine.Json);
            prediction = await Live.PredictAsync(json, explain: true, CancellationToken.None);
            error = null;
        }
        catch (Exception e) when (e is InvalidRequestException or PredictionFailedException)
        {
            (prediction, error) = (null, e.Message);
        }
        done.Clear();
        var watched = user is null ? default : await Live.HistoryAsync(VideoFeatures.Watched, user, Catalogue.Numbers);
        length = watched.Length;
        history =
        [
            .. watched
                .ToArray()
                .Reverse()
                .Take(LatestOfHistory)
                .Select(h => (Catalogue.Titles[h.Item], DateTimeOffset.FromUnixTimeMilliseconds(h.At))),
        ];
    }

    private async Task ObserveAsync(ShelfVideo video, string kind)
    {
        var observation = new Observation
        {
            Id = $"{prediction!.RequestId}:{kind}:{video.Id}",
            System = Live.System.Id,
            Kind = kind,
            At = Time.GetUtcNow(),
            RequestId = prediction.RequestId,
            Subject = user,
            Item = video.Id,
            Release = prediction.Release,
            Arm = prediction.Arm,
        };
        try
        {
            await Live.ObserveAsync([observation], CancellationToken.None);
        }
        catch (ObservationsNotStoredException e)
        {
            error = e.Message;
            return;
        }
        if (kind != "watch")
            done.Add((video.Id, kind));
        else if (user is null)
            await LikeAsync(video.Id); // nobody known has no history to go into
        else
            await VisitAsync();
    }

    private Task ChooseAsync(string? chosen)
    {
        user = chosen;
        return VisitAsync();
    }

    private async Task LikeAsync(string? video)
    {
        if (video is null || liked.Contains(video))
            return;
        liked.Add(video);
        if (search is not null)
            await search.ClearAsync();
        await VisitAsync();
    }

    private Task TakeBackAsync(string video)
    {
        liked.Remove(video);
        return VisitAsync();
    }

    private Task ToggleAsync(string genre)
    {
        if (!genres.Remove(genre))
            genres.Add(genre);
        return VisitAsync();
    }

    private Task CountAsync(ChangeEventArgs change)
    {
        count = int.TryParse((string?)change.Value, out var given) ? given : count;
        return VisitAsync();
    }

    private Task<IEnumerable<string>> FindUsers(string? text, CancellationToken cancellation) =>
        Task.FromResult(
            Parts.Users.Ids.Where(id =>
                string.IsNullOrEmpty(text) || text == user || id.StartsWith(text, StringComparison.Ordinal)
            )
        );

    private Task<IEnumerable<string>> FindVideos(string? text, CancellationToken cancellation) =>
        Task.FromResult(
            Enumerable
                .Range(0, Catalogue.Ids.Count)
                .Where(v =>
                    string.IsNullOrEmpty(text) || Catalogue.Titles[v].Contains(text, StringComparison.OrdinalIgnoreCase)
                )
                .OrderByDescending(v => Catalogue.Watches[v])
                .Select(v => Catalogue.Ids[v])
        );

    private string Title(string id) =>
        Catalogue.Numbers.Find(id) is >= 0 and var video
            ? $"{Catalogue.Titles[video]}{(Catalogue.Years[video] > 0 ? $" ({Catalogue.Years[video]})" : "")}"
            : id;
}
