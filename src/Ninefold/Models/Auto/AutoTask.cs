namespace Ninefold.Models.Auto;

/// <summary>What is asked of a table.</summary>
/// <param name="Target">The column to be predicted.</param>
/// <param name="Time">The column that says when a row happened; null where the first column of moments is to be taken, if any.</param>
/// <param name="Group">The column that says which rows belong together; null where each stands alone.</param>
internal sealed record AutoTask(string Target, string? Time = null, string? Group = null)
{
    /// <summary>How long the search for features and models may take, from the first row read to the last figure.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>All randomness comes from it.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>How many threads training may use, at least 1.</summary>
    public int Threads { get; init; } = 1;
}
