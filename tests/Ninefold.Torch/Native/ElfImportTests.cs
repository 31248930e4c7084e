using Ninefold.Torch.Native;

namespace Ninefold.Torch.Tests.Native;

public sealed class ElfImportTests
{
    private const string Clock = "_ZNSt6chrono3_V212steady_clock3nowEv";

    private static byte[] Library() =>
        File.ReadAllBytes(
            Directory
                .EnumerateFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories)
                .First()
        );

    [Fact]
    public void An_import_is_redirected_and_nothing_else_changes()
    {
        var (before, after) = (Library(), Library());
        Assert.True(ElfImport.Redirect(after, "_ZSt9terminatev", "GLIBCXX_3.4", Clock, "GLIBCXX_3.4.19"));
        Assert.InRange(before.Zip(after).Count(pair => pair.First != pair.Second), 1, 12);
        Assert.False(ElfImport.Redirect(after, "_ZSt9terminatev", "GLIBCXX_3.4", Clock, "GLIBCXX_3.4.19"));
    }

    [Fact]
    public void What_is_not_imported_is_left_alone()
    {
        var (before, after) = (Library(), Library());
        Assert.False(ElfImport.Redirect(after, "no_such_symbol", "GLIBCXX_3.4.19", Clock, "GLIBCXX_3.4.19"));
        Assert.False(ElfImport.Redirect(after, Clock, "NO_SUCH_VERSION", Clock, "GLIBCXX_3.4.19"));
        Assert.Equal(before, after);
    }

    [Fact]
    public void A_replacement_must_be_imported()
    {
        var error = Assert.Throws<InvalidDataException>(() =>
            ElfImport.Redirect(Library(), Clock, "GLIBCXX_3.4.19", "no_such_symbol", "GLIBCXX_3.4.19")
        );
        Assert.Equal("The library imports no no_such_symbol of GLIBCXX_3.4.19.", error.Message);
    }
}
