using System.Collections;
using Ninefold.Features;

namespace Ninefold.Models.Runs;

/// <summary>Which code a step ran with.</summary>
internal static class CodeVersion
{
    /// <summary>The engine, by the identity of its build: the same sources give the same.</summary>
    public static string Engine { get; } = typeof(CodeVersion).Module.ModuleVersionId.ToString("n");

    /// <summary>A system with the engine: a change to either does its steps again.</summary>
    public static string Of(Type system) => $"{Engine} {system.Module.ModuleVersionId:n}";

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
