using System.Runtime.CompilerServices;
using Ninefold.Data;
using Ninefold.Data.Observations;

namespace Ninefold.Features.Views;

/// <summary>The log from a position on, in pieces, without the kinds that no view counts.</summary>
internal static class LogTail
{
    /// <summary>As many observations are read before any of them is handed on.</summary>
    public const int Most = 4096;

    /// <returns>Observations, and the position after them and after those that were left out.</returns>
    public static async IAsyncEnumerable<(IReadOnlyList<Observation> Observations, long Next)> ReadAsync(
        ObservationReader log,
        long position,
        IReadOnlySet<string> kinds,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (observations, read, next) = (new List<Observation>(), 0, position);
        await foreach (var logged in log.ReadFromAsync(position, cancellation).ConfigureAwait(false))
        {
            next = logged.Next;
            if (kinds.Contains(logged.Observation.Kind))
                observations.Add(logged.Observation);
            if (++read % Most != 0)
                continue;
            yield return (observations, next);
            observations = [];
        }
        if (read % Most != 0)
            yield return (observations, next);
    }
}
