namespace Ninefold.Hosting.Auto;

/// <summary>Writes the tests of a system, a project of their own.</summary>
internal static class TestCode
{
    public static string Project(AutoNames names) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="xunit.v3" Version="4.0.2" />
                <Using Include="Xunit" />
                <ProjectReference Include="../{names.Name}.csproj" />
              </ItemGroup>
            </Project>

            """;

    public static string Of(AutoNames names) =>
        $$"""
            using Ninefold;
            using Ninefold.Models.Runs;

            namespace {{names.Name}}.Tests;

            public sealed class {{names.Name}}SystemTests
            {
                // Where the table was when this was written; another folder: NINEFOLD_DATAFOLDER.
                private static readonly string Folder =
                    Environment.GetEnvironmentVariable("NINEFOLD_DATAFOLDER")
                    ?? {{Code.Text(names.Folder)}};

                private readonly {{names.Name}}System system = new();

                [Fact]
                public void Its_example_is_a_valid_request() => Assert.Empty(system.Examples.SelectMany(system.Validate));

                [Fact]
                public async Task It_learns_more_than_the_heuristic()
                {
                    Assert.SkipUnless(File.Exists(Path.Combine(Folder, {{Code.Text(
                names.File
            )}})), $"The data is not in '{Folder}'.");
                    var home = Directory.CreateTempSubdirectory("{{names.Id}}-").FullName;
                    try
                    {
                        var workspace = new Workspace(new() { Home = home, DataFolder = Folder }, TimeProvider.System);
                        var report = await system
                            .Open(workspace)
                            .TrainAsync(new SilentRunLog(), TestContext.Current.CancellationToken);
                        var gain = report.Evaluation.Differences.Single(d =>
                            d is { Rival: "heuristic", Metric: {{Code.Text(MetricsCode.FlowName(names))}} }
                        );
                        Assert.True(gain.Difference.Better, $"{gain.Difference}");
                    }
                    finally
                    {
                        Directory.Delete(home, recursive: true);
                    }
                }
            }

            """;
}
