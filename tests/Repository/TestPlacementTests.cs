using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Ninefold.Repository.Tests;

/// <summary>
/// A source file with behaviour has its test at the same path. Behaviour is more than <see cref="Few"/> statements in
/// its methods, as the compiler's debugging symbols count them: records, enums, interfaces and one-liners pass without.
/// </summary>
public sealed class TestPlacementTests
{
    private const int Few = 3;

    /// <summary>Files whose behaviour is tested through another file's test, which names a type of theirs.</summary>
    private static readonly Dictionary<string, string> TestedThrough = [];

    [Fact]
    public void Every_file_with_behaviour_has_its_test()
    {
        var missing =
            from assembly in Assemblies.All
            from file in Statements(assembly)
            where
                file.Key.StartsWith("src/", StringComparison.Ordinal)
                && file.Key.EndsWith(".cs", StringComparison.Ordinal)
            where file.Value > Few && !SourceTree.Files.Contains(TestOf(file.Key)) && !IsTestedThrough(file.Key)
            select $"{file.Key} has {file.Value} statements, but there is no {TestOf(file.Key)}.";
        Rule.Holds(missing);
    }

    [Fact]
    public void No_exception_is_out_of_date()
    {
        var outdated =
            from file in TestedThrough.Keys
            where !SourceTree.Files.Contains(file) || SourceTree.Files.Contains(TestOf(file))
            select file;
        Rule.Holds(outdated);
    }

    private static string TestOf(string file) => $"tests{file["src".Length..^".cs".Length]}Tests.cs";

    private static bool IsTestedThrough(string file) =>
        TestedThrough.TryGetValue(file, out var test)
        && Regex.IsMatch(SourceTree.Code(test), $@"\b{Path.GetFileNameWithoutExtension(file)}\b");

    private static Dictionary<string, int> Statements(AssemblyDefinition assembly) =>
        assembly
            .MainModule.GetTypes()
            .SelectMany(type => type.Methods)
            .Where(method => !method.IsConstructor && !IsAutomatic(method))
            .SelectMany(method => method.DebugInformation.SequencePoints)
            .Where(point => !point.IsHidden)
            .Select(point =>
                (
                    File: Path.GetRelativePath(SourceTree.Root, point.Document.Url).Replace('\\', '/'),
                    point.StartLine,
                    point.StartColumn
                )
            )
            .Distinct()
            .GroupBy(point => point.File)
            .ToDictionary(file => file.Key, file => file.Count());

    private static bool IsAutomatic(MethodDefinition method) =>
        (method.IsGetter || method.IsSetter)
        && method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");
}
