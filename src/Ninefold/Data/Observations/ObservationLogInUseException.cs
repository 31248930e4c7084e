namespace Ninefold.Data.Observations;

/// <summary>Another writer has the log open; only one may.</summary>
public sealed class ObservationLogInUseException : IOException
{
    internal ObservationLogInUseException(string folder, string holder)
        : base(
            $"The log of observations '{folder}' is being written by process {holder}. Stop it, or read with ObservationReader, which needs no lock."
        ) { }
}
