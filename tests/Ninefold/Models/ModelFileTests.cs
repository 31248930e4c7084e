using Ninefold.Models;

namespace Ninefold.Tests.Models;

public sealed class ModelFileTests : IDisposable
{
    private readonly string outside = Directory.CreateTempSubdirectory("ninefold-model-").FullName;

    public void Dispose() => Directory.Delete(outside, recursive: true);

    [Fact]
    public void Only_files_within_the_folder_are_read()
    {
        var folder = Directory.CreateDirectory(Path.Combine(outside, "models", "trees")).Parent!.FullName;
        File.WriteAllBytes(Path.Combine(folder, "trees", "a"), [1, 2]);
        File.WriteAllBytes(Path.Combine(outside, "b"), [3]);
        File.CreateSymbolicLink(Path.Combine(folder, "link"), Path.Combine(outside, "b"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "away"), outside);
        Directory.CreateSymbolicLink(Path.Combine(folder, "here"), Path.Combine(folder, "trees"));
        Assert.Equal([1, 2], ModelFile.Read(folder, "trees/a"));
        Assert.Equal([1, 2], ModelFile.Read(folder, "here/a"));
        foreach (var leaving in (string[])["../b", "link", "away/b", "away/none", Path.Combine(outside, "b")])
            Assert.Equal(
                $"The model '{leaving}' must lie within the folder '{folder}', but leads out of it.",
                Assert.Throws<ArgumentException>(() => ModelFile.Read(folder, leaving)).Message
            );
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Equal(
            $"There is no model 'none' in the folder '{outside}'.",
            Assert.Throws<FileNotFoundException>(() => ModelFile.Read(outside, "none")).Message
        );
}
