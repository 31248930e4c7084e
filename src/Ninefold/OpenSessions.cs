using Ninefold.Metrics.Online;

namespace Ninefold;

/// <summary>
/// Sessions whose requests may still come: a session spans several windows of outcomes and must count once, so its
/// requests are gathered until it is over. Beyond a bound, sessions are not followed, so that memory stays bounded.
/// </summary>
internal sealed class OpenSessions(TimeSpan outcomeWindow, int most = 50_000)
{
    private const int Seconds = 1800;

    private readonly Lock gate = new();
    private readonly Dictionary<(string Release, string Arm, string Session), OnlineRequest> open = [];

    /// <summary>Takes a request whose outcomes are known.</summary>
    public void Add(ClosedRequest closed)
    {
        var key = (closed.Release, closed.Request.Arm, closed.Request.Session);
        lock (gate)
            if (open.TryGetValue(key, out var known))
                open[key] = known with { Converted = known.Converted || closed.Request.Converted };
            else if (open.Count < most)
                open[key] = closed.Request;
    }

    /// <summary>Takes out the sessions that no request can join any more, each as one request that says whether any of its converted.</summary>
    public IReadOnlyList<ClosedRequest> Close(DateTimeOffset now)
    {
        lock (gate)
        {
            var over = open.Where(s => now - End(s.Value.At) >= outcomeWindow).ToList();
            foreach (var (key, _) in over)
                open.Remove(key);
            return [.. over.Select(s => new ClosedRequest(s.Key.Release, s.Value))];
        }
    }

    private static DateTimeOffset End(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeSeconds((Number(at) + 1) * Seconds);

    /// <summary>The session that a request of a unit belongs to: one for each half hour.</summary>
    public static string Of(string unit, DateTimeOffset at) => $"{unit}/{Number(at)}";

    private static long Number(DateTimeOffset at) => at.ToUnixTimeSeconds() / Seconds;
}
