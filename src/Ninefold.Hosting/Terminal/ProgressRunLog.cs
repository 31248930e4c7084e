using Ninefold.Models.Runs;
using Spectre.Console;

namespace Ninefold.Hosting.Terminal;

/// <summary>
/// Tells what a run does to a person at a terminal: a bar for each work that goes on, below the lines of what is done.
/// The bars are drawn only while work reports how far it is, and lines appear above them.
/// </summary>
internal sealed class ProgressRunLog(IAnsiConsole console) : IRunLog
{
    private readonly Lock gate = new();
    private readonly HashSet<Shown> going = [];
    private (ProgressContext Context, TaskCompletionSource End, Task Drawn)? bars;

    public void Step(int number, string title)
    {
        lock (gate)
        {
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{number}  {title}[/]");
        }
    }

    public void Line(string text)
    {
        lock (gate)
            console.WriteLine($"   {text}");
    }

    public IRunWork Work(string name)
    {
        var work = new Shown(this, name);
        lock (gate)
            going.Add(work);
        return work;
    }

    private ProgressTask Bar(string name)
    {
        if (bars is null)
        {
            var begun = new TaskCompletionSource<ProgressContext>();
            var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var drawn = console
                .Progress()
                .AutoClear(true)
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new ElapsedTimeColumn()
                )
                .StartAsync(context =>
                {
                    begun.SetResult(context);
                    return end.Task;
                });
            bars = (begun.Task.GetAwaiter().GetResult(), end, drawn);
        }
        return bars.Value.Context.AddTask($"   {Markup.Escape(name)}", maxValue: 1);
    }

    private void End(Shown work, ProgressTask? bar)
    {
        lock (gate)
        {
            bar?.StopTask();
            if (!going.Remove(work) || going.Any(w => w.HasBar) || bars is not { } last)
                return;
            last.End.SetResult();
            last.Drawn.GetAwaiter().GetResult();
            bars = null;
        }
    }

    private sealed class Shown(ProgressRunLog log, string name) : IRunWork
    {
        private ProgressTask? bar;
        private string? remark;

        public bool HasBar => bar is not null;

        public void Report(double value)
        {
            lock (log.gate)
            {
                bar ??= log.Bar(name);
                bar.Value = Math.Clamp(value, 0, 1);
            }
        }

        public void Done(string text) => remark = text;

        public void Dispose()
        {
            log.End(this, bar);
            if (remark is not null)
                log.Line($"{name}: {remark}");
        }
    }
}
