using System.Reflection;

namespace Ninefold.Hosting.Pages;

/// <summary>
/// Makes a Razor component the playground of a system, in the place of the JSON editor that every system has. It stands in
/// the system's own assembly and has the parameter <c>Live</c> of type <see cref="LiveSystem"/>.
/// </summary>
/// <param name="system">The class of the system.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PlaygroundAttribute(Type system) : Attribute
{
    /// <summary>The class of the system.</summary>
    public Type System => system;

    /// <summary>The component that is the playground of a system, or null where it brings none.</summary>
    internal static Type? ComponentOf(MlSystem system) =>
        system
            .GetType()
            .Assembly.GetTypes()
            .FirstOrDefault(t => t.GetCustomAttribute<PlaygroundAttribute>()?.System == system.GetType());
}
