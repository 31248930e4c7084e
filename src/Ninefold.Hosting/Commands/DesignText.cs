using Ninefold.Hosting.Terminal;

namespace Ninefold.Hosting.Commands;

/// <summary>Shows steps 1 to 3 of a system: what is stated before anything is measured.</summary>
internal static class DesignText
{
    public static void Show(Screen screen, SystemEngine engine)
    {
        var problem = engine.System.Problem;
        screen.Step(1, $"Problem: {problem.Title}");
        screen.Line($"   {problem.BusinessGoal}");
        screen.Line($"   {problem.Objective}");
        foreach (var requirement in problem.Requirements)
            screen.Line(
                $"   Requires {requirement.Name}{(requirement.On is { } data ? $" on {data}" : "")}{(requirement.IsSpeed ? " (this machine)" : "")}."
            );

        screen.Step(2, "Metrics");
        screen.Line($"   {string.Join(", ", engine.MetricNames)}; {engine.MetricNames[0]} is the one that counts.");

        screen.Step(3, "Flow");
        screen.Line($"   {problem.Input} → {problem.Output}");
        foreach (var link in engine.System.Architecture.Links)
            screen.Line($"   {link.From} → {link.To}: {link.What}");
    }
}
