using Ninefold.Data;

namespace Ninefold.Systems.TextSearch.Data;

public sealed class PackageReaderTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Packages_with_tags_become_documents_and_their_tags_are_not_in_them()
    {
        File.WriteAllText(
            path,
            """
            Package: gimp
            Installed-Size: 19882
            Depends: libpng16-16 (>= 1.6), libc6 | libc6-udeb, libpng16-16
            Description: Image editor
             with layers
            Tag: use::editing,
             works-with::image:raster
            Section: graphics

            Package: libpng16-16
            Recommends: libc6
            Description: PNG library
            Tag: works-with-format::png
            Section: libs

            Package: untagged
            Description: nothing
            Pre-Depends: libc6

            Package: gimp
            Description: another version
            Tag: use::viewing
            """
        );
        var documents = PackageReader.Read(path, TestContext.Current.CancellationToken).Documents;
        Assert.Equal(["gimp", "libpng16-16"], documents.Select(d => d.Id));
        Assert.Equal("Image editor\nwith layers", documents[0].Texts["body"]);
        Assert.Equal(["graphics"], documents[0].Keywords["section"]);
        Assert.Equal((0, 19882), (documents[0].Numbers["popularity"], documents[0].Numbers["installed_kb"]));
        Assert.Equal(1, documents[1].Numbers["popularity"]);
        Assert.DoesNotContain(documents, d => d.Texts.Values.Any(t => t.Contains("raster")));
    }

    [Fact]
    public void An_index_without_tags_cannot_be_used()
    {
        File.WriteAllText(path, "Package: a\nDescription: b\n");
        var thrown = Assert.Throws<InvalidDatasetException>(() =>
            PackageReader.Read(path, TestContext.Current.CancellationToken)
        );
        Assert.Contains("packages with tags", thrown.Message);
    }
}
