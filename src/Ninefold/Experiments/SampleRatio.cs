using MathNet.Numerics;

namespace Ninefold.Experiments;

/// <summary>
/// Whether the arms got the units that they were to get. Where they did not (a sample-ratio mismatch), assignment or
/// logging is broken, and the test's other figures mean nothing.
/// </summary>
/// <param name="Statistic">Pearson's chi-square of the counts against the shares.</param>
/// <param name="PValue">How likely counts at least this far off are where all is well.</param>
/// <remarks>Fabijan and others: Diagnosing sample ratio mismatch in online controlled experiments, KDD 2019.</remarks>
public sealed record SampleRatio(double Statistic, double PValue)
{
    /// <summary>The conventional alarm: p &lt; .001, strict because the check is made again and again.</summary>
    public bool IsMismatch => PValue < .001;

    /// <param name="arms">The arms and their shares; those with share 0 must have got nobody.</param>
    /// <param name="units">How many units each arm got, by name.</param>
    /// <exception cref="ArgumentException">An arm is missing, is not known, or there are no units at all.</exception>
    public static SampleRatio Check(IReadOnlyList<Arm> arms, IReadOnlyDictionary<string, long> units)
    {
        if (!arms.Select(a => a.Name).Order().SequenceEqual(units.Keys.Order()) || units.Values.Sum() <= 0)
            throw new ArgumentException(
                $"There must be units of the arms [{string.Join(", ", arms.Select(a => a.Name))}]; "
                    + $"got [{string.Join(", ", units.Select(u => $"{u.Key}: {u.Value}"))}].",
                nameof(units)
            );
        double total = units.Values.Sum();
        var statistic = 0.0;
        foreach (var arm in arms.Where(a => a.Share > 0 || units[a.Name] > 0))
            statistic += Math.Pow(units[arm.Name] - total * arm.Share, 2) / (total * arm.Share);
        var freedom = arms.Count(a => a.Share > 0) - 1;
        if (!double.IsFinite(statistic)) // units in an arm of share 0
            return new(double.MaxValue, 0);
        return new(statistic, freedom == 0 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2.0, statistic / 2));
    }
}
