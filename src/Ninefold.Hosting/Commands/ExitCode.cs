namespace Ninefold.Hosting.Commands;

/// <summary>How a command ended, for whoever called it.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>A requirement that applies was missed.</summary>
    public const int RequirementMissed = 1;

    /// <summary>Bad input or usage.</summary>
    public const int BadInput = 2;

    /// <summary>A fault of the program (EX_SOFTWARE of sysexits.h).</summary>
    public const int Unexpected = 70;

    /// <summary>Ctrl-C, by the shells' convention of 128 and the number of the signal.</summary>
    public const int Stopped = 130;
}
