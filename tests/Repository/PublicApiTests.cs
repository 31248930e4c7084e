using System.Reflection;
using PublicApiGenerator;

namespace Ninefold.Repository.Tests;

/// <summary>What is public was approved: a change shows in the review as a change of one file a project.</summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Libraries => [.. Assemblies.Libraries];

    [Theory]
    [MemberData(nameof(Libraries))]
    public void What_is_public_was_approved(string library)
    {
        var path = SourceTree.FullPath($"tests/Repository/PublicApi/{library}.txt");
        var actual = Assembly
            .Load(library)
            .GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("NINEFOLD_APPROVE") == "1")
            File.WriteAllText(path, actual);
        var approved = File.Exists(path) ? File.ReadAllText(path) : "";
        var (before, after) = (approved.Split('\n'), actual.Split('\n'));
        var difference = before
            .Except(after)
            .Select(l => "- " + l.Trim())
            .Concat(after.Except(before).Select(l => "+ " + l.Trim()));
        Assert.True(
            approved == actual,
            $"The public API of {library} changed. To approve it: NINEFOLD_APPROVE=1 ./ninefold test repository\n{string.Join('\n', difference)}"
        );
    }
}
