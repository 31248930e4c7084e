using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch;

public sealed class PlaygroundTests
{
    [Fact]
    public void A_snippet_is_cut_at_its_marks()
    {
        var snippet = new Snippet("…a wing in air", [new(3, 4), new(11, 3)]);
        Assert.Equal([("…a ", false), ("wing", true), (" in ", false), ("air", true)], Playground.Pieces(snippet));
        Assert.Equal([("plain", false)], Playground.Pieces(new("plain", [])));
    }
}
