namespace Ninefold.Data.Observations;

/// <summary>
/// A batch could not be made durable: the disk is full, or failed. What was acknowledged before is safe, nothing of this
/// batch can be read, and the same batch may be appended again when the cause is gone.
/// </summary>
public sealed class ObservationsNotStoredException : IOException
{
    internal ObservationsNotStoredException(string folder, Exception cause)
        : base($"The observations were not stored in '{folder}': {cause.Message} Append them again.", cause) { }
}
