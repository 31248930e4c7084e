namespace Ninefold.Data;

/// <summary>Data that cannot be used as it is. The message is one line; <see cref="Details"/> says where, one line each.</summary>
public sealed class InvalidDatasetException : Exception
{
    /// <param name="what">What could not be done, without a full stop.</param>
    /// <param name="details">What was wrong, what is allowed and what arrived: one line each, at least one.</param>
    public InvalidDatasetException(string what, IReadOnlyList<string> details)
        : base(
            details.Count == 1 ? $"{what}: {details[0]}" : $"{what}: {details.Count} problems, first: {details[0]}"
        ) => Details = details;

    /// <param name="problem">The only problem, as a sentence.</param>
    public InvalidDatasetException(string problem)
        : base(problem) => Details = [problem];

    /// <summary>All that was found, up to the limit of the reader, one line each.</summary>
    public IReadOnlyList<string> Details { get; }
}
