namespace Ninefold.Models.Runs;

/// <summary>Where a run tells what it does: a terminal with progress bars, plain lines, or nowhere.</summary>
public interface IRunLog
{
    /// <summary>One of the nine steps begins.</summary>
    /// <param name="number">1 to 9.</param>
    /// <param name="title">What happens in it.</param>
    void Step(int number, string title);

    /// <summary>A line of text within the step.</summary>
    void Line(string text);

    /// <summary>A piece of work begins; report the share done, 0 to 1, and dispose it at the end.</summary>
    IRunWork Work(string name);
}

/// <summary>A piece of work that is shown while it goes on.</summary>
public interface IRunWork : IProgress<double>, IDisposable
{
    /// <summary>Ends the work with a remark, such as how it came out.</summary>
    void Done(string remark);
}

/// <summary>Tells nobody.</summary>
public sealed class SilentRunLog : IRunLog
{
    /// <inheritdoc/>
    public void Step(int number, string title) { }

    /// <inheritdoc/>
    public void Line(string text) { }

    /// <inheritdoc/>
    public IRunWork Work(string name) => new Nothing();

    private sealed class Nothing : IRunWork
    {
        public void Done(string remark) { }

        public void Report(double value) { }

        public void Dispose() { }
    }
}
