namespace Ninefold.Repository.Tests;

/// <summary>A rule that every part of the repository keeps; what breaks it is listed whole.</summary>
internal static class Rule
{
    public static void Holds(IEnumerable<string> violations)
    {
        var lines = violations.Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }
}
