using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Ninefold.Repository.Tests;

/// <summary>A name says what a thing is, and clashes with nothing.</summary>
public sealed partial class NamingTests
{
    private static readonly string[] Taken = ["Event", "Monitor", "Index", "Task", "Version", "Range", "System"];

    [Fact]
    public void Types_have_names_of_their_own()
    {
        var wrong =
            from assembly in Assemblies.All
            from type in Assemblies.Types(assembly)
            let name = type.Name.Split('`')[0]
            where
                Taken.Contains(name)
                || Vague().IsMatch(name)
                || type.Namespace.Split('.').Any(part => Vague().IsMatch(part))
                || (type.Namespace.Length > 0 && name == type.Namespace.Split('.')[^1])
            select type.FullName;
        Rule.Holds(wrong);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong =
            from file in SourceTree.Files
            where file.EndsWith(".cs", StringComparison.Ordinal) && !file.Contains("/Templates/") // code of other projects
            let declared = Declaration().Match(SourceTree.Text(file))
            where declared.Success && NamespaceOf(file) is { } expected && declared.Groups[1].Value != expected
            select $"{file} declares {declared.Groups[1].Value}, but lies in {NamespaceOf(file)}.";
        Rule.Holds(wrong);
    }

    /// <summary>The root namespace of the project that a file lies under, and the folders between.</summary>
    private static string? NamespaceOf(string file)
    {
        var folders = new List<string>();
        for (var folder = Path.GetDirectoryName(file)!; folder.Length > 0; folder = Path.GetDirectoryName(folder)!)
        {
            if (SourceTree.Projects.FirstOrDefault(p => Path.GetDirectoryName(p) == folder) is { } project)
            {
                var root = XDocument
                    .Load(SourceTree.FullPath(project))
                    .Descendants("RootNamespace")
                    .FirstOrDefault()
                    ?.Value;
                return string.Join('.', folders.Prepend(root ?? Path.GetFileNameWithoutExtension(project)));
            }
            folders.Insert(0, Path.GetFileName(folder));
        }
        return null;
    }

    [GeneratedRegex("^(Commons?|Utils?|Utilit(y|ies)|Misc)$|(Helpers?|Manager|[a-z]Base)$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
