namespace Ninefold.Data.Observations;

/// <summary>
/// A batch could not be made durable: the disk is full, or failed. What was acknowledged before is safe, and no reader sees
/// any of this batch. Append it again when the cause is gone: should a crash save a part of it after all, its ids tell.
/// </summary>
public sealed class ObservationsNotStoredException : IOException
{
    internal ObservationsNotStoredException(string folder, Exception cause)
        : base($"The observations were not stored in '{folder}': {cause.Message} Append them again.", cause) { }
}
