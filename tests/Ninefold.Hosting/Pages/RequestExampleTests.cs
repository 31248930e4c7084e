using System.Text.Json;
using Ninefold.Hosting.Pages;

namespace Ninefold.Hosting.Tests.Pages;

public sealed class RequestExampleTests
{
    public enum Urgency
    {
        Low,
        High,
    }

    public sealed record Part(string Name, double Weight);

    public sealed record Order(
        Part Part,
        Urgency Urgency,
        bool Gift,
        DateTimeOffset At,
        IReadOnlyList<Part> Others,
        int Count = 3,
        string? Note = null
    );

    [Fact]
    public void It_shows_every_member_and_the_defaults()
    {
        using var example = JsonDocument.Parse(RequestExample.Of(typeof(Order)));
        var root = example.RootElement;
        Assert.Equal(
            ["part", "urgency", "gift", "at", "others", "count", "note"],
            root.EnumerateObject().Select(p => p.Name)
        );
        Assert.Equal("""{"name":"","weight":1}""", JsonSerializer.Serialize(root.GetProperty("part")));
        Assert.Equal("low", root.GetProperty("urgency").GetString());
        Assert.Equal(3, root.GetProperty("count").GetInt32());
        Assert.Equal(JsonValueKind.Null, root.GetProperty("note").ValueKind);
    }

    [Fact]
    public void The_type_can_be_read_from_it() =>
        Assert.Equal(3, JsonSerializer.Deserialize<Order>(RequestExample.Of(typeof(Order)), SystemEngine.Json)!.Count);
}
