using System.Text.Json;

namespace Ninefold.Tests;

public sealed class JsonErrorsTests
{
    private enum Season
    {
        Spring,
        LateSummer,
    }

    private sealed record Trip(string Name, int Days, Leg[] Legs, double? Price = null, Season When = Season.Spring);

    private sealed record Leg(string From, DateTimeOffset At);

    private const string OfTrip = " Fields: name, days, legs, price, when.";
    private const string OfLeg = " Fields: from, at.";

    [Theory]
    [InlineData("""{"name":"a","days":1,"legs":[],"dayz":2}""", " at $.dayz: there is no such field." + OfTrip)]
    [InlineData("""{"name":"a","days":"1","legs":[]}""", " at $.days: a whole number is expected." + OfTrip)]
    [InlineData("""{"name":"a","days":1.5,"legs":[]}""", " at $.days: a whole number is expected." + OfTrip)]
    [InlineData("""{"name":1,"days":1,"legs":[]}""", " at $.name: a string is expected." + OfTrip)]
    [InlineData("""{"name":"a","days":1,"legs":{}}""", " at $.legs: a list is expected." + OfTrip)]
    [InlineData("""{"name":"a","days":1,"legs":[],"price":"x"}""", " at $.price: a number is expected." + OfTrip)]
    [InlineData(
        """{"name":"a","days":1,"legs":[],"when":"winter"}""",
        " at $.when: one of spring, lateSummer is expected." + OfTrip
    )]
    [InlineData("""{"name":null,"days":1,"legs":[]}""", " at $.name: a string is expected, not null." + OfTrip)]
    [InlineData("""{"name":"a","days":null,"legs":[]}""", " at $.days: a whole number is expected." + OfTrip)]
    [InlineData("""{"days":1,"legs":[]}""", " at line 1, byte 21: it lacks 'name'." + OfTrip)]
    [InlineData("{}", " at line 1, byte 3: it lacks 'name', 'days', 'legs'." + OfTrip)]
    [InlineData("[]", " at line 1, byte 2: an object is expected." + OfTrip)]
    [InlineData(
        """{"name":"a","days":1,"legs":[{"from":"b","to":"c"}]}""",
        " at $.legs[0].to: there is no such field." + OfLeg
    )]
    [InlineData(
        """{"name":"a","days":1,"legs":[{"from":"b","at":"noon"}]}""",
        " at $.legs[0].at: a date is expected." + OfLeg
    )]
    [InlineData("""{"name":"a","days":1,"legs":[7]}""", " at $.legs[0]: an object is expected." + OfLeg)]
    public void What_is_wrong_is_said_with_its_place_and_the_fields_there(string json, string expected) =>
        Assert.Equal("The JSON is not a valid Trip" + expected, Describe(json));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("nonsense")]
    [InlineData("""{"name":"a",}""")]
    [InlineData("""{"name":"a","days":1,"legs":[]} and more""")]
    [InlineData("""{"name":"a","days":1e999,"legs":[]}""")]
    [InlineData("{\"name\":\"\u0001\"}")]
    public void What_is_not_JSON_is_said_with_its_place(string json)
    {
        var message = Describe(json);
        Assert.Matches(@"^The JSON is not a valid Trip at (\$\.\w+|line 1, byte \d+): .+\. Fields: name", message);
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain("Path:", message);
        Assert.DoesNotContain("System.", message);
    }

    [Fact]
    public void What_is_too_deep_is_said()
    {
        var deep = $$"""{"name":"a","days":1,"legs":{{new string('[', 40)}}{{new string(']', 40)}}}""";
        Assert.Matches("^The JSON is not a valid Trip at .+: .*(32|an object is expected)", Describe(deep));
        var error = Assert.ThrowsAny<JsonException>(() =>
            JsonSerializer.Deserialize<JsonElement>(new string('[', 40) + new string(']', 40), SystemEngine.Json)
        );
        Assert.Contains("maximum configured depth of 32", JsonErrors.Describe(error, typeof(Trip)));
    }

    [Fact]
    public void In_a_list_the_fields_are_those_of_its_elements()
    {
        var error = Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize<List<Leg>>("""[{"from":"a","at":"2026-01-01","x":1}]""", SystemEngine.Json)
        );
        Assert.Equal(
            "The JSON is not a valid Leg at $[0].x: there is no such field." + OfLeg,
            JsonErrors.Describe(error, typeof(Leg))
        );
    }

    private static string Describe(string json) =>
        JsonErrors.Describe(
            Assert.ThrowsAny<JsonException>(() => JsonSerializer.Deserialize<Trip>(json, SystemEngine.Json)),
            typeof(Trip)
        );
}
