using Ninefold.Data.Storage;

namespace Ninefold.Tests.Data.Storage;

public sealed class ArtifactStoreTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void What_was_put_comes_back_and_is_stored_once()
    {
        var store = new ArtifactStore(folder);
        var hash = store.Put([1, 2, 3]);
        Assert.Equal(hash, store.Put([1, 2, 3]));
        Assert.Equal([1, 2, 3], store.Get(hash));
        Assert.Equal(3, store.Size(hash));
        Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_changed_file_is_refused_and_named()
    {
        var store = new ArtifactStore(folder);
        var hash = store.Put([1, 2, 3]);
        var file = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Single();
        File.WriteAllBytes(file, [1, 2, 4]);
        Assert.Contains(file, Assert.Throws<InvalidDataException>(() => store.Get(hash)).Message);
        File.Delete(file);
        Assert.Contains("missing", Assert.Throws<InvalidDataException>(() => store.Get(hash)).Message);
    }

    [Fact]
    public void Writers_of_the_same_content_at_once_leave_one_whole_file()
    {
        var content = new byte[100_000];
        Parallel.For(0, 8, _ => new ArtifactStore(folder).Put(content));
        var file = Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Assert.Equal(content, new ArtifactStore(folder).Get(Path.GetFileName(file)));
    }

    [Fact]
    public void What_was_never_stored_has_no_size() => Assert.Null(new ArtifactStore(folder).Size(new string('0', 64)));

    [Fact]
    public void A_file_that_was_cut_is_stored_anew()
    {
        var store = new ArtifactStore(folder);
        var hash = store.Put([1, 2, 3]);
        File.WriteAllBytes(Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Single(), [1]);
        Assert.Equal(hash, store.Put([1, 2, 3]));
        Assert.Equal([1, 2, 3], store.Get(hash));
    }
}
