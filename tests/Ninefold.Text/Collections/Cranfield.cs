using Ninefold.Text.Collections;

namespace Ninefold.Text.Tests.Collections;

/// <summary>The Cranfield collection, where it is at hand.</summary>
internal static class Cranfield
{
    private static readonly Lazy<JudgedCollection?> Collection = new(() =>
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "", "cranfield");
        string PathOf(string file) => Path.Combine(folder, file);
        return File.Exists(PathOf("cran.qry"))
            ? CranfieldFiles.Read(PathOf("cran.all.1400"), PathOf("cran.qry"), PathOf("cranqrel"))
            : null;
    });

    /// <summary>Skips the test where there is none.</summary>
    public static JudgedCollection Read()
    {
        Assert.SkipWhen(Collection.Value is null, "The data set cranfield is not in $NINEFOLD_DATA.");
        return Collection.Value;
    }
}
