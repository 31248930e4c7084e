using Ninefold.Data.Observations;

namespace Ninefold.Features.Views;

/// <summary>
/// Compares the two ways to a view's values: observations are replayed one by one through the state that serves, which is
/// read just before each one sampled, and the same values are computed from the files at once.
/// </summary>
internal static class ConsistencyCheck
{
    /// <summary>Replays files and compares.</summary>
    /// <param name="offline">The offline way to the view's values, with its bounds on memory and threads.</param>
    /// <param name="files">Parquet files of observations; one after the other in the order of time.</param>
    /// <param name="every">Of the observations that count, each how-many-th is sampled; at least 1.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<ConsistencyReport> RunAsync(
        OfflineView offline,
        IReadOnlyList<string> files,
        int every = 1,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        var view = offline.View;
        var (rows, online) = (new List<EntityMoment>(), new List<double>());
        var state = new ViewState(view);
        var counted = 0L;
        foreach (var file in files)
        await foreach (var observation in ObservationParquet.ReadAsync(file, cancellation).ConfigureAwait(false))
        {
            if (view.Counts(observation, out var entity, out _) && counted++ % every == 0)
            {
                rows.Add(new(entity, observation.At));
                online.AddRange(state.Read(entity, observation.At).All);
            }
            state.Add(observation);
        }
        return Compare(view, online, offline.Compute(files, rows, cancellation), state.Refused);
    }

    /// <param name="view">The view.</param>
    /// <param name="online">Row by row, in the order of the view's columns.</param>
    /// <param name="offline">The same.</param>
    /// <param name="refused">How many observations did not count online.</param>
    internal static ConsistencyReport Compare(
        FeatureView view,
        IReadOnlyList<double> online,
        IReadOnlyList<double> offline,
        long refused
    )
    {
        var width = view.Columns.Count;
        var columns = view.Columns.Select(
            (name, column) =>
            {
                var aggregate = view.Aggregates[column % view.Aggregates.Count];
                var differences = Enumerable
                    .Range(0, offline.Count / width)
                    .Select(row => Difference(online[row * width + column], offline[row * width + column]))
                    .ToList();
                return new ColumnConsistency(
                    name,
                    differences.Count,
                    differences.Count(d => d > aggregate.Tolerance),
                    differences.DefaultIfEmpty().Max(),
                    aggregate.Tolerance,
                    aggregate.Bound
                );
            }
        );
        return new(view.Name, view.Version, [.. columns], refused);
    }

    private static double Difference(double online, double offline) =>
        double.IsNaN(online) && double.IsNaN(offline) ? 0
        : double.IsNaN(online) || double.IsNaN(offline) ? double.PositiveInfinity
        : Math.Abs(online - offline) / Math.Max(1, Math.Abs(offline));
}
