using Ninefold.Data;
using Ninefold.Models.Runs;

namespace Ninefold.Tests.Models.Runs;

public sealed class FingerprintTests
{
    private sealed record Row(string Name, double[] Values);

    [Fact]
    public void Equal_content_has_the_same_one_in_another_process()
    {
        Assert.Equal(Of(new Row("a", [1, 2])), Of(new Row("a", [1, 2])));
        Assert.NotEqual(Of(new Row("a", [1, 2])), Of(new Row("a", [1, 3])));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223", Of("abc")); // as SHA-256 has it everywhere
    }

    [Fact]
    public void A_tuple_has_that_of_its_parts_in_order()
    {
        Assert.Equal(Of((1, "a")), Of((1, "a")));
        Assert.NotEqual(Of((1, 2)), Of((2, 1)));
        Assert.NotEqual(Of((1, (string?)null)), Of((1, "")));
    }

    [Fact]
    public void Interactions_have_their_own()
    {
        var all = new TinyData().Interactions();
        Assert.Equal(all.Fingerprint, Of(all));
        Assert.NotEqual(Of(all), Of(new TinyData(Seed: 2).Interactions()));
        Assert.Equal(Of(all), Of(Interactions.From(all.UserIds, all.ItemIds, Rows(all))));
    }

    [Fact]
    public void The_output_of_a_step_is_known_by_the_step()
    {
        var fingerprint = new Fingerprint();
        var row = new Row("a", [1]);
        fingerprint.Know(row, "key");
        Assert.Equal("key", fingerprint.Of(row));
        Assert.NotEqual("key", fingerprint.Of(row with { }));
    }

    private static string Of(object value) => new Fingerprint().Of(value);

    private static IEnumerable<(int, Interaction)> Rows(Interactions all) =>
        Enumerable.Range(0, all.Users).SelectMany(u => all.Of(u).ToArray().Select(row => (u, row)));
}
