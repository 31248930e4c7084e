namespace Ninefold.Models.Auto;

/// <summary>The third standardised moment: 0 where values lie evenly around their mean, large where a few are far above it.</summary>
internal static class Skewness
{
    /// <summary>Of values, NaN left out; 0 where they do not differ.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        var (count, sum) = (0, 0.0);
        foreach (var value in values)
            if (!double.IsNaN(value))
                (count, sum) = (count + 1, sum + value);
        var mean = sum / count;
        var (squares, cubes) = (0.0, 0.0);
        foreach (var value in values)
            if (!double.IsNaN(value))
                (squares, cubes) = (squares + Math.Pow(value - mean, 2), cubes + Math.Pow(value - mean, 3));
        return squares > 0 ? cubes / count / Math.Pow(squares / count, 1.5) : 0;
    }
}
