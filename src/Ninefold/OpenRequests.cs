using System.Collections.Concurrent;
using Ninefold.Data;
using Ninefold.Metrics.Online;

namespace Ninefold;

/// <summary>
/// Requests whose outcomes may still come: each is closed when its window is over, and what came until then is what the
/// online metrics read. Beyond a bound, requests are not followed, so that memory stays bounded.
/// </summary>
internal sealed class OpenRequests(Operations operations, int most = 50_000)
{
    private readonly ConcurrentDictionary<string, OpenRequest> open = [];
    private int count; // the dictionary's own takes all its locks

    /// <summary>A request was answered.</summary>
    public void Add(string id, DateTimeOffset at, string arm, string unit, string release, IReadOnlyList<string> items)
    {
        if (Interlocked.Increment(ref count) > most || !open.TryAdd(id, new(id, at, arm, unit, release, items)))
            Interlocked.Decrement(ref count);
    }

    /// <summary>Something followed from a request.</summary>
    public void Add(Observation outcome)
    {
        if (outcome.RequestId is { } id && open.TryGetValue(id, out var request))
            request.Add(outcome, operations.SuccessKinds);
    }

    /// <summary>Takes out the requests whose window is over.</summary>
    public IReadOnlyList<ClosedRequest> Close(DateTimeOffset now)
    {
        var closed = new List<ClosedRequest>();
        foreach (var (id, request) in open)
            if (now - request.At >= operations.OutcomeWindow && open.TryRemove(id, out var over))
            {
                Interlocked.Decrement(ref count);
                closed.Add(over.Close());
            }
        return closed;
    }

    private sealed class OpenRequest(
        string id,
        DateTimeOffset at,
        string arm,
        string unit,
        string release,
        IReadOnlyList<string> items
    )
    {
        private readonly Lock gate = new();
        private readonly List<int> clicks = [];
        private readonly HashSet<string> hidden = [];
        private readonly HashSet<string> reported = [];
        private double watched;
        private bool converted;

        public DateTimeOffset At => at;

        public void Add(Observation outcome, IReadOnlyList<string> successKinds)
        {
            lock (gate)
            {
                var place = outcome.Item is { } item ? items.ToList().IndexOf(item) : -1;
                if (outcome.Kind == "click" && place >= 0 && !clicks.Contains(place))
                    clicks.Add(place);
                if (outcome is { Kind: "watch", Value: { } seconds } && seconds > 0)
                    watched += seconds;
                if (outcome.Kind == "hide" && place >= 0)
                    hidden.Add(items[place]);
                if (outcome.Kind == "report" && place >= 0)
                    reported.Add(items[place]);
                converted |= successKinds.Contains(outcome.Kind);
            }
        }

        public ClosedRequest Close()
        {
            lock (gate)
                return new(
                    release,
                    new OnlineRequest
                    {
                        Id = id,
                        Subject = unit,
                        Session = OpenSessions.Of(unit, at),
                        Arm = arm,
                        At = at,
                        Shown = items.Count,
                        Clicks = [.. clicks],
                        Converted = converted,
                        WatchSeconds = watched,
                        Hides = hidden.Count,
                        Reports = reported.Count,
                    }
                );
        }
    }
}

/// <summary>A request whose window is over, and the release that answered it.</summary>
internal sealed record ClosedRequest(string Release, OnlineRequest Request);
