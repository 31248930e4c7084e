using Ninefold.Features.Views;

namespace Ninefold.Hosting;

/// <summary>A view's values for one entity, as commands and the API show them.</summary>
/// <param name="View">The view's name.</param>
/// <param name="Version">The version of its definition.</param>
/// <param name="Entity">Whom they are about.</param>
/// <param name="At">They are from what happened strictly before.</param>
/// <param name="AgeSeconds">How long before that the latest observation happened; null where there is none.</param>
/// <param name="StaleSeconds">For how long observations may be missing, where the store did not answer; null where they are whole.</param>
/// <param name="Values">By column, in the view's order; what is missing is not finite.</param>
internal sealed record ViewReading(
    string View,
    string Version,
    string Entity,
    DateTimeOffset At,
    double? AgeSeconds,
    double? StaleSeconds,
    IReadOnlyDictionary<string, double> Values
)
{
    public static ViewReading Of(FeatureValues read, DateTimeOffset at)
    {
        var values = new OrderedDictionary<string, double>();
        foreach (var (i, column) in read.View.Columns.Index())
            values.Add(column, read.All[i]);
        return new(
            read.View.Name,
            read.View.Version,
            read.Entity,
            at,
            read.Age?.TotalSeconds,
            read.Stale?.TotalSeconds,
            values
        );
    }

    /// <exception cref="KeyNotFoundException">There is no such view; the message lists those there are.</exception>
    public static FeatureView Find(MlSystem system, string name) =>
        system.Views.FirstOrDefault(v => v.Name == name) ?? throw new KeyNotFoundException(Unknown(system, name));

    /// <summary>The error of a view that a system does not have.</summary>
    public static string Unknown(MlSystem system, string name)
    {
        var names = system.Views.Count == 0 ? "none" : string.Join(", ", system.Views.Select(v => v.Name));
        return $"{system.Id} has no view '{name}'. There are: {names}.";
    }
}
