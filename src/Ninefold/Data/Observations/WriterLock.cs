namespace Ninefold.Data.Observations;

/// <summary>One writer a folder, over all processes; the operating system frees the lock of a process that was killed.</summary>
internal sealed class WriterLock : IDisposable
{
    private readonly FileStream file;

    /// <exception cref="ObservationLogInUseException">Another writer holds it.</exception>
    public WriterLock(string folder)
    {
        // The holder's id stands beside the locked file, which nobody else can open.
        var holder = Path.Combine(folder, "writer.pid");
        try
        {
            file = new(Path.Combine(folder, "writer.lock"), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            throw new ObservationLogInUseException(folder, File.Exists(holder) ? File.ReadAllText(holder) : "unknown");
        }
        File.WriteAllText(holder, $"{Environment.ProcessId}");
    }

    public void Dispose() => file.Dispose();

    /// <summary>ERROR_SHARING_VIOLATION on Windows, EWOULDBLOCK on Linux and macOS.</summary>
    internal static bool IsSharingViolation(IOException e) =>
        e.HResult
        == (
            OperatingSystem.IsWindows() ? unchecked((int)0x80070020)
            : OperatingSystem.IsLinux() ? 11
            : 35
        );
}
