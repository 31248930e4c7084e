using Ninefold.Hosting.Terminal;

namespace Ninefold.Hosting.Commands;

/// <summary>Shows how a challenger came through a rehearsal.</summary>
internal static class RehearsalText
{
    public static void Show(Screen screen, RehearsalReport rehearsal)
    {
        foreach (var stage in rehearsal.Stages)
            screen.Line($"   {stage.Stage}: {(stage.Passed ? "passed" : "stopped")}. {stage.Reason}");
        screen.Line(
            rehearsal switch
            {
                { Challenger: null } => $"   There is no challenger; {rehearsal.Champion} stays the champion.",
                { Promoted: true } => $"   {rehearsal.Challenger} is the champion now.",
                _ => $"   {rehearsal.Challenger} was not promoted; {rehearsal.Champion} stays the champion.",
            }
        );
    }
}
