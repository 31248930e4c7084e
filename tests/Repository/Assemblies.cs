using Mono.Cecil;

namespace Ninefold.Repository.Tests;

/// <summary>What the compiler made of the projects under src/ and of the app.</summary>
internal static class Assemblies
{
    /// <summary>The projects under src/, by name.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
    [
        .. SourceTree
            .Projects.Where(p => p.StartsWith("src/", StringComparison.Ordinal))
            .Select(p => Path.GetFileNameWithoutExtension(p)),
    ];

    public static IReadOnlyList<AssemblyDefinition> All { get; } =
    [
        .. Libraries
            .Concat(
                SourceTree
                    .Projects.Where(p => p.StartsWith("systems/", StringComparison.Ordinal))
                    .Select(p => Path.GetFileNameWithoutExtension(p))
            )
            .Select(Read),
    ];

    /// <summary>Every type that somebody wrote, nested ones too.</summary>
    public static IEnumerable<TypeDefinition> Types(AssemblyDefinition assembly) =>
        assembly
            .MainModule.GetTypes()
            .Where(t => t.FullName.StartsWith("Ninefold", StringComparison.Ordinal) && !t.FullName.Contains('<'));

    public static AssemblyDefinition Engine => All.Single(a => a.Name.Name == "Ninefold");

    private static AssemblyDefinition Read(string name) =>
        AssemblyDefinition.ReadAssembly(
            Path.Combine(AppContext.BaseDirectory, name + ".dll"),
            new ReaderParameters { ReadSymbols = true }
        );
}
