using System.Text.Json;
using System.Text.RegularExpressions;
using Ninefold.Hosting.Templates;
using Ninefold.Models.Auto;

namespace Ninefold.Hosting.Auto;

/// <summary>Writes the project that <c>new --auto</c> gives: the code of a system for a table.</summary>
internal static partial class AutoProject
{
    /// <param name="folder">Created where it is new.</param>
    /// <param name="name">The system's class without <c>System</c>; also the namespace and the project.</param>
    /// <param name="data">The file of the data.</param>
    /// <param name="result">What came of the search over it.</param>
    public static void Write(string folder, string name, string data, AutoResult result)
    {
        var names = new AutoNames(name, Path.GetDirectoryName(Path.GetFullPath(data))!, result);
        (string File, string Content)[] files =
        [
            ($"{name}.csproj", Project(folder)),
            ("Directory.Build.props", Properties),
            ("Program.cs", NewProject.Read("Program.cs")),
            ("appsettings.json", Settings(names)),
            (".gitignore", "bin/\nobj/\n.ninefold/\n"),
            ("README.md", AutoReport.Of(names)),
            ($"{name}System.cs", SystemCode.Of(names)),
            ($"{name}Request.cs", RequestCode.Of(names)),
            ($"{name}Metrics.cs", MetricsCode.Of(names)),
            ($"{name}Data.cs", DataCode.Of(names)),
            ($"{name}Features.cs", FeatureCode.Of(names)),
            ($"{name}Training.cs", TrainingCode.Of(names)),
            ($"tests/{name}.Tests.csproj", TestCode.Project(names)),
            ($"tests/{name}SystemTests.cs", TestCode.Of(names)),
        ];
        Directory.CreateDirectory(Path.Combine(folder, "tests"));
        foreach (var (file, content) in files)
            File.WriteAllText(
                Path.Combine(folder, file),
                file.EndsWith(".cs", StringComparison.Ordinal) ? Tidy(content) : content
            );
    }

    /// <summary>Without what parts that are empty leave behind.</summary>
    private static string Tidy(string code) => Blank().Replace(Spaces().Replace(code, "\n"), "");

    private static string Project(string folder) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
              <ItemGroup>
                <Compile Remove="tests/**" />
                <None Update="appsettings.json" CopyToOutputDirectory="PreserveNewest" />
                {NewProject.Reference(folder)}
              </ItemGroup>
            </Project>

            """;

    /// <summary>Of both projects; their own, whatever lies in the folders above.</summary>
    private const string Properties = """
        <Project>
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
            <!-- NU1603: a later patch of a dependency is as good as the one that was asked for. -->
            <NoWarn>$(NoWarn);NU1603</NoWarn>
          </PropertyGroup>
        </Project>

        """;

    private static string Settings(AutoNames names) =>
        $$"""
            {
              "Ninefold": {
                "System": {{JsonSerializer.Serialize(names.Id)}},
                "DataFolder": {{JsonSerializer.Serialize(names.Folder)}}
              }
            }

            """;

    [GeneratedRegex(@"[ \t]+\n")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=[{\[]\n)\n+|(?<=\n\n)\n+")]
    private static partial Regex Blank();
}
