namespace Ninefold.Models.Runs;

/// <summary>Which code a step ran with.</summary>
internal static class CodeVersion
{
    /// <summary>The engine, by the identity of its build: the same sources give the same.</summary>
    public static string Engine { get; } = typeof(CodeVersion).Module.ModuleVersionId.ToString("n");

    /// <summary>A system with the engine: a change to either does its steps again.</summary>
    public static string Of(Type system) => $"{Engine} {system.Module.ModuleVersionId:n}";
}
