using Ninefold.Models.Runs;

namespace Ninefold.Tests;

/// <summary>A log that interferes when a certain piece of work begins.</summary>
internal sealed class Interruption(string at, Action interrupt) : IRunLog
{
    private readonly SilentRunLog silent = new();

    public void Step(int number, string title) { }

    public void Line(string text) { }

    public IRunWork Work(string name)
    {
        if (name == at)
            interrupt();
        return silent.Work(name);
    }
}
