using System.Reflection;

namespace Ninefold.Hosting.Templates;

/// <summary>Writes the project that <c>new</c> gives: the files beside this one under the user's names.</summary>
internal static class NewProject
{
    private static readonly string[] Sources = ["Program", "SampleSystem", "RentTable", "CloseShare", "SimulatedFlats"];

    /// <param name="folder">Created where it is new.</param>
    /// <param name="name">The system's class without <c>System</c>; also the namespace and the project.</param>
    public static void Write(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        foreach (var source in Sources)
            File.WriteAllText(
                Path.Combine(folder, $"{source.Replace("Sample", name, StringComparison.Ordinal)}.cs"),
                Renamed(Read($"{source}.cs"), name)
            );
        File.WriteAllText(Path.Combine(folder, $"{name}.csproj"), Project(folder));
        File.WriteAllText(Path.Combine(folder, ".gitignore"), "bin/\nobj/\n.ninefold/\n");
    }

    private static string Renamed(string source, string name) =>
        source
            .Replace("namespace Ninefold.Hosting.Templates;", $"namespace {name};", StringComparison.Ordinal)
            .Replace("SampleSystem", $"{name}System", StringComparison.Ordinal);

    /// <summary>A file beside this one, as it is.</summary>
    public static string Read(string file)
    {
        using var stream = typeof(NewProject).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Project(string folder) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <InvariantGlobalization>true</InvariantGlobalization>
              </PropertyGroup>
              <ItemGroup>
                {Reference(folder)}
              </ItemGroup>
            </Project>

            """;

    /// <summary>The sources where this program runs inside their repository; else the package.</summary>
    public static string Reference(string folder)
    {
        const string Hosting = "src/Ninefold.Hosting/Ninefold.Hosting.csproj";
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
            if (Path.Combine(above.FullName, Hosting) is var project && File.Exists(project))
                return $"""<ProjectReference Include="{Path.GetRelativePath(folder, project)}" />""";
        var version = typeof(NewProject)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion.Split('+')[0];
        return $"""<PackageReference Include="Ninefold.Hosting" Version="{version}" />""";
    }
}
