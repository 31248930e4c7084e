namespace Ninefold.Features.Views;

/// <summary>The values of a view for one entity as of a moment.</summary>
public sealed class FeatureValues
{
    private readonly double[] values;

    internal FeatureValues(FeatureView view, string entity, double[] values, TimeSpan? age, TimeSpan? stale = null) =>
        (View, Entity, this.values, Age, Stale) = (view, entity, values, age, stale);

    /// <summary>The view.</summary>
    public FeatureView View { get; }

    /// <summary>Whom they are about.</summary>
    public string Entity { get; }

    /// <summary>How long before the moment the entity's latest observation happened; null where there is none.</summary>
    public TimeSpan? Age { get; }

    /// <summary>
    /// For how long observations may be missing, where the store could not be asked and this is what was last known; null
    /// where they are whole.
    /// </summary>
    public TimeSpan? Stale { get; }

    /// <summary>The values in the order of the view's columns; NaN is missing.</summary>
    public ReadOnlySpan<double> All => values;

    /// <summary>The value of an aggregate over a window.</summary>
    /// <exception cref="KeyNotFoundException">The view has no such aggregate or window.</exception>
    public double this[Aggregate aggregate, Window window]
    {
        get
        {
            var (a, w) = (Place(View.Aggregates, aggregate), Place(View.Windows, window));
            return a >= 0 && w >= 0
                ? values[w * View.Aggregates.Count + a]
                : throw new KeyNotFoundException(
                    $"The view '{View.Name}' has no '{aggregate.Name}_{window.Name}'. It has: {string.Join(", ", View.Columns)}."
                );
        }
    }

    private static int Place<T>(IReadOnlyList<T> list, T wanted)
        where T : class
    {
        for (var i = 0; i < list.Count; i++)
            if (list[i].Equals(wanted))
                return i;
        return -1;
    }
}
