using Ninefold.Models.Runs;

namespace Ninefold.Tests.Models.Runs;

public sealed class StepStoreTests : IDisposable
{
    private readonly TinyHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_step_is_found_by_its_key_also_by_the_next_process()
    {
        Open().Save("key", "name", "run", [1, 2], 3.5);
        var (bytes, seconds) = Open().Find("key")!.Value;
        Assert.Equal([1, 2], bytes);
        Assert.Equal(3.5, seconds);
        Assert.Null(Open().Find("other"));
        Open().Save("key", "name", "run", [3], 1);
        Assert.Equal([3], Open().Find("key")!.Value.Bytes);
    }

    [Fact]
    public void A_damaged_or_missing_output_is_none_and_can_be_saved_again()
    {
        foreach (var damage in new Action<string>[] { File.Delete, path => File.WriteAllBytes(path, [1, 9]) })
        {
            Open().Save("key", "name", "run", [1, 2], 1);
            damage(Directory.GetFiles(Path.Combine(home.Path, "artifacts"), "*", SearchOption.AllDirectories).Single());
            Assert.Null(Open().Find("key"));
            Open().Save("key", "name", "run", [1, 2], 1);
            Assert.Equal([1, 2], Open().Find("key")!.Value.Bytes);
        }
    }

    private StepStore Open() => new(home.Workspace.Database, home.Workspace.Artifacts);
}
