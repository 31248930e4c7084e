using System.Runtime.CompilerServices;

namespace Ninefold.Features;

/// <summary>Checks the parameters of a part when it is made and reports everything that is wrong at once.</summary>
internal static class Parameters
{
    /// <summary>The part's name, which makes this fit for a property's initialiser.</summary>
    /// <exception cref="ArgumentException">At least one check failed.</exception>
    public static string Check(string part, params ReadOnlySpan<string?> errors)
    {
        var found = new List<string>();
        foreach (var error in errors)
            if (error is not null)
                found.Add(error);
        return found.Count == 0 ? part : throw new ArgumentException($"{part}: {string.Join("; ", found)}.");
    }

    public static string? AtLeast(
        double? value,
        double least,
        [CallerArgumentExpression(nameof(value))] string name = ""
    ) =>
        value is null || (double.IsFinite(value.Value) && value >= least)
            ? null
            : $"{name} must be {least} or more, got {value}";

    public static string? Above(
        double? value,
        double bound,
        [CallerArgumentExpression(nameof(value))] string name = ""
    ) =>
        value is null || (double.IsFinite(value.Value) && value > bound)
            ? null
            : $"{name} must be above {bound}, got {value}";

    /// <summary>In [least, below).</summary>
    public static string? Within(
        double value,
        double least,
        double below,
        [CallerArgumentExpression(nameof(value))] string name = ""
    ) => value >= least && value < below ? null : $"{name} must be at least {least} and below {below}, got {value}";
}
