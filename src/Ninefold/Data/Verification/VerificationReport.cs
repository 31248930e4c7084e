namespace Ninefold.Data.Verification;

/// <summary>All that was checked of a data set or a split; every check was made, whatever the others gave.</summary>
/// <param name="Subject">What was checked, such as the data set's id.</param>
/// <param name="Checks">Each check, in the order of the tables and columns.</param>
public sealed record VerificationReport(string Subject, IReadOnlyList<Check> Checks)
{
    /// <summary>True where every check passed.</summary>
    public bool Passed => Checks.All(c => c.Passed);

    /// <summary>The report as text: a headline, the failures, then the rest.</summary>
    /// <param name="failed">What stands before a check that failed.</param>
    public IEnumerable<string> Lines(string failed = "FAILED") =>
        Checks
            .OrderBy(c => c.Passed)
            .Select(c => $"  {(c.Passed ? "passed" : failed)}  {c.What}: must be {c.Allowed}, found {c.Found}")
            .Prepend($"{Subject}: {Checks.Count(c => c.Passed)} of {Checks.Count} checks passed");

    /// <summary>Both reports as one.</summary>
    public VerificationReport With(VerificationReport other) => this with { Checks = [.. Checks, .. other.Checks] };

    /// <exception cref="InvalidDatasetException">A check failed; all that failed are listed.</exception>
    public void ThrowIfFailed()
    {
        var failures = Checks
            .Where(c => !c.Passed)
            .Select(c => $"{c.What} must be {c.Allowed}, but is {c.Found}.")
            .ToList();
        if (failures.Count > 0)
            throw new InvalidDatasetException($"'{Subject}' is not as expected", failures);
    }
}
