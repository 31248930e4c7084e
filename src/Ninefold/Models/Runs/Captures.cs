using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ninefold.Models.Runs;

/// <summary>The work of a step must be given all that it reads, since the step's key is made of that.</summary>
internal static class Captures
{
    /// <exception cref="ArgumentException">It captures variables or <c>this</c>.</exception>
    public static void Refuse(string step, Delegate work)
    {
        // The compiler keeps lambdas that capture nothing in a class without fields, and makes those that capture only
        // 'this' methods of its class.
        var target = work.Target?.GetType();
        var isClosure = target?.IsDefined(typeof(CompilerGeneratedAttribute)) ?? true;
        var captured = isClosure
            ? target?.GetFields(BindingFlags.Instance | BindingFlags.Public).Select(f => f.Name).Where(IsVariable) ?? []
            : ["this"];
        var names = captured.Select(name => name.Contains("this", StringComparison.Ordinal) ? "this" : name).ToList();
        if (names.Count > 0)
            throw new ArgumentException(
                $"Step '{step}' captures {string.Join(", ", names)}; pass it as input and write 'static'."
            );

        static bool IsVariable(string field) => !field.StartsWith("<>9", StringComparison.Ordinal); // a cached lambda
    }
}
