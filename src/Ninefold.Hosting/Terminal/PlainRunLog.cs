using Ninefold.Models.Runs;

namespace Ninefold.Hosting.Terminal;

/// <summary>Tells what a run does in plain lines, for a pipe or a file; long work says now and then how far it is.</summary>
internal sealed class PlainRunLog(TextWriter output, TimeProvider time) : IRunLog
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private readonly Lock gate = new();

    public void Step(int number, string title) => Write($"\n{number}  {title}");

    public void Line(string text) => Write($"   {text}");

    public IRunWork Work(string name) => new Shown(this, name);

    private void Write(string text)
    {
        lock (gate)
        {
            output.WriteLine(text);
            output.Flush();
        }
    }

    private sealed class Shown(PlainRunLog log, string name) : IRunWork
    {
        private readonly Lock gate = new();
        private long said = log.TimeNow;

        public void Report(double value)
        {
            lock (gate)
            {
                if (log.Since(said) < Every)
                    return;
                said = log.TimeNow;
            }
            log.Line($"{name}: {Math.Clamp(value, 0, 1):0 %}");
        }

        public void Done(string remark) => log.Line($"{name}: {remark}");

        public void Dispose() { }
    }

    private long TimeNow => time.GetTimestamp();

    private TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);
}
