using Ninefold.Torch.Training;

namespace Ninefold.Torch.Tasks;

/// <summary>One thing that a network of several predicts.</summary>
/// <param name="Name">Distinct within a network, not empty; the ONNX output bears it.</param>
/// <param name="Loss">What is minimised: it says whether labels are classes or quantities.</param>
/// <param name="Weight">How much its loss counts beside the others', above 0.</param>
public sealed record TaskHead(string Name, Loss Loss = Loss.BinaryCrossEntropy, double Weight = 1);

/// <summary>What every network of several tasks demands of them.</summary>
internal static class TaskHeads
{
    /// <summary>What is wrong with the tasks; null where nothing is.</summary>
    public static string? Fault(IReadOnlyList<TaskHead> tasks)
    {
        var faults = new List<string>();
        if (tasks.Count == 0)
            faults.Add("Tasks must be at least one, got none");
        faults.AddRange(
            tasks
                .CountBy(task => task.Name)
                .Where(n => n.Value > 1)
                .Select(n => $"Tasks must differ, got {n.Key} twice")
        );
        foreach (var task in tasks)
        {
            if (task.Name.Length == 0)
                faults.Add("Tasks must have a name");
            if (!(task.Weight > 0 && double.IsFinite(task.Weight)))
                faults.Add($"Weight of {task.Name} must be finite and above 0, got {task.Weight}");
            if (!Enum.IsDefined(task.Loss))
                faults.Add(
                    $"Loss of {task.Name} must be one of {string.Join(", ", Enum.GetNames<Loss>())}, got {task.Loss}"
                );
        }
        return faults.Count == 0 ? null : string.Join("; ", faults);
    }
}
