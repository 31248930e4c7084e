using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Ninefold.Repository.Tests;

/// <summary>
/// A source file with behaviour has its test at the same path, or is named by a test of the same folder. Behaviour is
/// more than <see cref="Few"/> statements in its methods, as the compiler's debugging symbols count them: records, enums,
/// interfaces and one-liners pass without.
/// </summary>
public sealed class TestPlacementTests
{
    private const int Few = 3;

    /// <summary>Files that hold a part of another's work, and the test of the whole.</summary>
    private static readonly Dictionary<string, string> TestedThrough = [];

    [Fact]
    public void Every_file_with_behaviour_has_its_test()
    {
        var missing =
            from assembly in Assemblies.All
            from file in Sources(assembly)
            where
                file.Path.StartsWith("src/", StringComparison.Ordinal)
                && file.Path.EndsWith(".cs", StringComparison.Ordinal)
            where file.Statements > Few && !HasTest(file) && !TestedThrough.ContainsKey(file.Path)
            select $"{file.Path} has {file.Statements} statements, but there is no {TestOf(file.Path)}.";
        Rule.Holds(missing);
    }

    [Fact]
    public void No_exception_is_out_of_date()
    {
        var outdated =
            from exception in TestedThrough
            where !SourceTree.Files.Contains(exception.Key) || !SourceTree.Files.Contains(exception.Value)
            select $"{exception.Key} → {exception.Value}";
        Rule.Holds(outdated);
    }

    private static string TestOf(string file) => $"tests{file["src".Length..^".cs".Length]}Tests.cs";

    private static bool HasTest(Source file) =>
        SourceTree.Files.Contains(TestOf(file.Path))
        || SourceTree
            .Under(Path.GetDirectoryName(TestOf(file.Path))!, ".cs")
            .Any(test => Regex.IsMatch(SourceTree.Code(test), $@"\b({string.Join('|', file.Types)})\b"));

    private static IEnumerable<Source> Sources(AssemblyDefinition assembly) =>
        from type in assembly.MainModule.GetTypes()
        from method in type.Methods
        where !method.IsConstructor && !IsAutomatic(method)
        from point in method.DebugInformation.SequencePoints
        where !point.IsHidden
        group (Type: Outermost(type), point.StartLine, point.StartColumn) by point.Document.Url into file
        let path = Path.GetRelativePath(SourceTree.Root, file.Key).Replace('\\', '/')
        select new Source(
            path,
            [.. file.Select(p => p.Type).Distinct()],
            file.Select(p => (p.StartLine, p.StartColumn)).Distinct().Count()
        );

    private static string Outermost(TypeDefinition type) =>
        type.DeclaringType is { } outer ? Outermost(outer) : type.Name.Split('`')[0];

    private static bool IsAutomatic(MethodDefinition method) =>
        (method.IsGetter || method.IsSetter)
        && method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    private sealed record Source(string Path, IReadOnlyList<string> Types, int Statements);
}
