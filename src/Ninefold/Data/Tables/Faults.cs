namespace Ninefold.Data.Tables;

/// <summary>Collects what is wrong with a data set: the first ones in full, the rest as a number.</summary>
/// <param name="limit">How many are kept in full, at least 1.</param>
internal sealed class Faults(int limit = 10)
{
    private readonly List<string> first = [];

    /// <summary>How many there were, those that were not kept included.</summary>
    public int Count { get; private set; }

    public void Add(string problem)
    {
        if (Count++ < limit)
            first.Add(problem);
    }

    /// <exception cref="InvalidDatasetException">There was a problem.</exception>
    public void ThrowIfAny(string what)
    {
        if (Count > limit)
            first.Add($"… and {Count - limit:N0} more.");
        if (Count > 0)
            throw new InvalidDatasetException(what, first);
    }
}
