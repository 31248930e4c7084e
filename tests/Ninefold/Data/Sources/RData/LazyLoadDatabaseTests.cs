using System.IO.Compression;
using CsCheck;
using Ninefold.Data.Sources.RData;

namespace Ninefold.Tests.Data.Sources.RData;

public sealed class LazyLoadDatabaseTests : IDisposable
{
    // Written by R 4.2: data.frame(id=1:3, score=c(1.5,NA,-2), name=c("a",NA,"ü"), kind=factor(c("x","y",NA)),
    // ok=c(TRUE,NA,FALSE)) as 'small' and function(x) x as 'other', with tools:::makeLazyLoadDB.
    private static readonly byte[] Rdx = Convert.FromBase64String(
        "H4sIAAAAAAAAA1WNzQoCMQyEZ9vdwxYEwefw7sGzT6Dgta4RhXZXUvHt/UnbiFoImcykX/YOgEVrDGwnEt1uu1muALMoQe1GaqY9v/XPnPUDQpDeoEWfIaOPlETMy5Ka0+1M/BlS9CGIeOoJVETz0l+oGVzBlvrLrYL6u+eLPwQ5Vw3HdCKmcfg6wxSvTCnRMUPfqL/loPMAAAA="
    );

    private static readonly byte[] Rdb = Convert.FromBase64String(
        "AAAAPHici+BiYGBgZmBhYmJgZgUyGVhDQ9x0LRgYWJiBnL9AmglIMzKwMHCC6Aog8RuI/wHZ/wGGfAZZAAAB/HicXVBBjsIwDDQhhW2lrpB4B5y5sSdeABI3lC1BqigN21QLnOhbeAcHJP6DOHLZBSepK9pIrt3xeMbyPACANnDGoO1hCd5sOhmMEOubH4wbBsNoAQcf82ekNlsR5Ys4zbX8aXT5t9CyxEKLu/xvJo3V1wfYN77X8ztn/HDA0fa6p0tFgZ5b13q1BH78Jz6AwgDsesZuaCnOmhV2ir+v2Enkr0x0KcZIbE/FocH3okRoolciKzyBysqtA7IsqkXrEqnYSJLwSpDFS2rrSGWSLmi4VK/jlEhMrZ0qfzZ2CZYiF8NVZubqvn6mdkPyDukeeLA/s/gLyDc8mA=="
    );

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_data_frame_of_R_is_read_with_its_missing_values()
    {
        var database = Database(Rdx, Rdb);
        Assert.Equal(["other", "small"], database.Names.Order());
        var table = database.Read("small");
        Assert.Equal(["id", "score", "name", "kind", "ok"], table.Columns.Select(c => c.Name));
        Assert.Equal([1, 2, 3], table.Numbers("id").Values.ToArray());
        Assert.Equal([1.5, double.NaN, -2], table.Numbers("score").Values.ToArray());
        Assert.Equal(["a", "", "ü"], Enumerable.Range(0, 3).Select(table.Texts("name").Text));
        Assert.Equal(["x", "y", ""], Enumerable.Range(0, 3).Select(table.Texts("kind").Text));
        Assert.Equal([1, double.NaN, 0], table.Numbers("ok").Values.ToArray());
    }

    [Fact]
    public void Vectors_in_the_compact_forms_of_R_are_read()
    {
        // Written by R 4.2: data.frame(id=1:70, score=sort(rep(c(2,.5),35))), a sequence and a wrapped vector.
        var rdx = Convert.FromBase64String(
            "H4sIAAAAAAAAA4vgYmBgYGZgYWJiYGYFMhlYQ0PcdC0YGJiEwRIQmhGIeYGYiQECrjAAdYDFWRg4QZryEnNTi4EMASRB9vKixIKC1BQg8x/UHAaIPsb/UKUMEDkGLqgdjGjyzFCjOMsSizITk3KAdkAEuIpS01KLUvOSESLJ+bkFRanFxRALAb2XVKPYAAAA"
        );
        var rdb = Convert.FromBase64String(
            "AAADpnici+BiYGBgZmBhYmJgZgUyGVhDQ9x0LYBiwkAOExC/g9KMDCwMnECaLzk/tyAxuSQ+M6+kOLUQTZYlKbE4FSrGCxaH0P9AOkFWOQQ2gKxhsP/AgEJD1aDbxllelFgQX5SamAORYPqPZjgfVCMTlO1m/wBq8CiNQjswjNLYaAZIWoIkOggGpicW5ETImpeYm1oMZAiAFUIEmTJTYNLFyflFqeh6knMSi2F6YIJcKYkliXppRUDj0JRzFuWX68GsAbunAUj8//9/F8g9ANBcXMg="
        );
        var table = Database(rdx, rdb).Read("wrapped");
        Assert.Equal(Enumerable.Range(1, 70).Select(i => (double)i), table.Numbers("id").Values.ToArray());
        Assert.Equal([.5, .5, 2], new[] { 0, 34, 35 }.Select(row => table.Numbers("score").Values[row]));
    }

    [Fact]
    public void What_is_no_data_frame_or_not_there_is_told()
    {
        var database = Database(Rdx, Rdb);
        Assert.Contains(
            "holds a value of R's type 3",
            Assert.Throws<InvalidDataException>(() => database.Read("other")).Message
        );
        Assert.Contains(
            "has no object 'big'; it has",
            Assert.Throws<InvalidDataException>(() => database.Read("big")).Message
        );
        Assert.Contains(
            "is cut off",
            Assert.Throws<InvalidDataException>(() => Database(Rdx, Rdb[..200]).Read("small")).Message
        );
    }

    [Fact]
    public void Damaged_files_end_with_an_InvalidDataException() =>
        Gen.Select(Damage(Rdx), Damage(Rdb))
            .Sample(
                files =>
                {
                    try
                    {
                        Assert.True(Database(files.Item1, files.Item2).Read("small").Rows < 1000);
                    }
                    catch (InvalidDataException e)
                    {
                        Assert.NotEmpty(e.Message);
                    }
                },
                threads: 1
            );

    [Fact]
    public void Damaged_serializations_end_with_an_InvalidDataException()
    {
        using var unzipped = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(Rdb[64..]), CompressionMode.Decompress))
            zlib.CopyTo(unzipped);
        var content = unzipped.ToArray();
        Assert.Equal(3, DataFrame.ToTable("small", RSerialization.Read(content)).Rows);
        Damage(content)
            .Sample(
                bytes =>
                {
                    try
                    {
                        Assert.True(DataFrame.ToTable("small", RSerialization.Read(bytes)).Rows < 1 << 25);
                    }
                    catch (InvalidDataException e)
                    {
                        Assert.NotEmpty(e.Message);
                    }
                },
                iter: 20_000
            );
    }

    [Fact]
    public void Deep_nesting_is_refused_before_the_stack_ends()
    {
        byte[] bytes = [(byte)'X', (byte)'\n', 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] listOfOne = [0, 0, 0, 19, 0, 0, 0, 1];
        var nested = bytes.Concat(Enumerable.Repeat(listOfOne, 100_000).SelectMany(b => b)).ToArray();
        Assert.Contains(
            "nested deeper",
            Assert.Throws<InvalidDataException>(() => RSerialization.Read(nested)).Message
        );
    }

    /// <summary>Cuts the end off, or changes a few bytes.</summary>
    private static Gen<byte[]> Damage(byte[] content) =>
        Gen.OneOf(
            Gen.Int[0, content.Length].Select(length => content[..length]),
            Gen.Select(Gen.Int[0, content.Length - 1], Gen.Byte)
                .Array[0, 4]
                .Select(changes =>
                {
                    var changed = content.ToArray();
                    foreach (var (at, value) in changes)
                        changed[at] = value;
                    return changed;
                })
        );

    private LazyLoadDatabase Database(byte[] rdx, byte[] rdb)
    {
        folder.Write("small.rdx", rdx);
        folder.Write("small.rdb", rdb);
        return new(Path.Combine(folder.Path, "small"));
    }
}
