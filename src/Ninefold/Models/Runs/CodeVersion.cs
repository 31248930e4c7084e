using System.Collections;
using System.Reflection;
using Ninefold.Features;

namespace Ninefold.Models.Runs;

/// <summary>Which code a step ran with.</summary>
internal static class CodeVersion
{
    /// <summary>The engine, by the identity of its build: the same sources give the same.</summary>
    public static string Engine { get; } = typeof(CodeVersion).Module.ModuleVersionId.ToString("n");

    /// <summary>
    /// A system: by the content of its folder where the build recorded it (so that a change to one system leaves the
    /// others' steps alone), else by the identity of its assembly.
    /// </summary>
    public static string Of(Type system)
    {
        var recorded = system
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key == $"Ninefold.Source.{system.Namespace?.Split('.')[^1]}")
            ?.Value;
        return $"{Engine} {recorded ?? system.Module.ModuleVersionId.ToString("n")}";
    }

    /// <summary>A trainer: its own code and that of the trainers and other parameters within it.</summary>
    public static string Of(object trainer) =>
        string.Join(' ', Types(trainer).Select(Of).Distinct().Order(StringComparer.Ordinal));

    private static IEnumerable<Type> Types(object value) =>
        value is IEnumerable values ? values.Cast<object?>().OfType<object>().SelectMany(Types)
        : value.GetType().Assembly == typeof(object).Assembly ? []
        : value
            .GetType()
            .GetProperties()
            .Where(p => p.GetIndexParameters().Length == 0 && !p.PropertyType.IsAssignableTo(typeof(FeatureSet)))
            .Select(p => p.GetValue(value))
            .OfType<object>()
            .SelectMany(Types)
            .Prepend(value.GetType());
}
