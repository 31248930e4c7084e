namespace Ninefold.Data.Observations;

/// <summary>What is wrong with one observation of a batch.</summary>
/// <param name="Index">Its place in the batch, from 0; -1 where the batch itself is wrong.</param>
/// <param name="Field">The field, such as <c>probability</c>.</param>
/// <param name="Message">What is allowed and what arrived.</param>
public sealed record ObservationError(int Index, string Field, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Index < 0 ? $"{Field} {Message}" : $"[{Index}].{Field} {Message}";
}

/// <summary>A batch holds invalid observations; nothing of it was stored.</summary>
public sealed class InvalidObservationsException : Exception
{
    private const int Shown = 10;

    internal InvalidObservationsException(IReadOnlyList<ObservationError> errors)
        : base(
            $"{errors.Count} error(s) in the observations, none was stored: "
                + string.Join("; ", errors.Take(Shown))
                + (errors.Count > Shown ? "; …" : ".")
        ) => Errors = errors;

    /// <summary>All that is wrong, in the order of the batch.</summary>
    public IReadOnlyList<ObservationError> Errors { get; }
}
