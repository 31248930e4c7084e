namespace Ninefold.Metrics;

/// <summary>One thing that options are compared by: quality, latency, size.</summary>
/// <param name="Name">For errors.</param>
/// <param name="Value">Its value for an option; anything but NaN.</param>
/// <param name="HigherIsBetter">False for what should be small.</param>
public sealed record Objective<T>(string Name, Func<T, double> Value, bool HigherIsBetter);

/// <summary>The options that are worth considering: to better one of them in one respect costs something in another.</summary>
public static class ParetoFront
{
    /// <summary>
    /// Marks the options that no other dominates; an option dominates where it is at least as good in every objective
    /// and better in one. Of equal options none dominates the other. Quadratic in the number of options.
    /// </summary>
    /// <param name="options">Such as the rungs of a ladder.</param>
    /// <param name="objectives">At least one.</param>
    /// <returns>For each option whether it is on the front.</returns>
    /// <exception cref="ArgumentException">There is no objective, or one gives NaN.</exception>
    public static IReadOnlyList<bool> Of<T>(IReadOnlyList<T> options, params IReadOnlyList<Objective<T>> objectives)
    {
        if (objectives.Count == 0)
            throw new ArgumentException("At least one objective is needed. Got none.", nameof(objectives));
        double[][] goods = [.. options.Select(option => objectives.Select(o => GoodOf(option, o)).ToArray())];
        return [.. goods.Select(mine => !goods.Any(other => Dominates(other, mine)))];
    }

    /// <summary>An objective's value, turned so that more is better.</summary>
    private static double GoodOf<T>(T option, Objective<T> objective)
    {
        var value = objective.Value(option);
        if (double.IsNaN(value))
            throw new ArgumentException($"The {objective.Name} of {option} must be a number. Got NaN instead.");
        return objective.HigherIsBetter ? value : -value;
    }

    private static bool Dominates(double[] a, double[] b)
    {
        var better = false;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] < b[i])
                return false;
            better |= a[i] > b[i];
        }
        return better;
    }
}
