namespace Ninefold.Torch.Tables;

/// <summary>What every network of tables demands of its layers.</summary>
internal static class DeepPart
{
    /// <summary>Refuses layers without outputs.</summary>
    /// <exception cref="ArgumentException">There is one.</exception>
    public static IReadOnlyList<int> Check(IReadOnlyList<int> hidden) =>
        hidden.All(outputs => outputs >= 1)
            ? hidden
            : throw new ArgumentException($"Hidden must be layers of at least 1, got {string.Join(", ", hidden)}.");
}
