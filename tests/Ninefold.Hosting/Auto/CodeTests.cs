using Ninefold.Hosting.Auto;

namespace Ninefold.Hosting.Tests.Auto;

public class CodeTests
{
    [Theory]
    [InlineData("Time_taken(min)", "TimeTakenMin")]
    [InlineData("age", "Age")]
    [InlineData("2nd floor", "Column2ndFloor")]
    [InlineData("%", "Column")]
    [InlineData("reviewsPerMonth", "ReviewsPerMonth")]
    public void A_column_becomes_the_name_of_a_property(string column, string property) =>
        Assert.Equal(property, Code.Property(column));

    [Theory]
    [InlineData(.05, ".05")]
    [InlineData(12, "12")]
    [InlineData(-.5, "-0.5")]
    [InlineData(1e-7, "1E-07")]
    public void A_number_is_short_and_exact(double value, string code) => Assert.Equal(code, Code.Number(value));

    [Fact]
    public void Texts_and_comments_are_escaped()
    {
        Assert.Equal("\"a\\\"b\\\\c\\nü\"", Code.Text("a\"b\\c\nü"));
        Assert.Equal("a &lt; b &amp; c d", Code.Comment("a < b & c\nd"));
    }

    [Fact]
    public void Lines_follow_text_that_is_indented() => Assert.Equal("a\n  b", Code.Lines(2, ["a", "b"]));

    [Fact]
    public void What_is_too_long_for_a_line_has_one_for_each_part()
    {
        Assert.Equal("new A { B = 1, C = 2 }", Code.Wrapped(4, "new A {", ["B = 1", "C = 2"], "}"));
        var (b, c) = (new string('b', 60), new string('c', 60));
        Assert.Equal($"{{\n        {b},\n        {c}\n    }},", Code.Wrapped(4, "{", [b, c], "},"));
        Assert.Equal($"new() {{\n        {b},\n        {c},\n    }}", Code.Wrapped(4, "new() {", [b, c], "}"));
    }

    [Fact]
    public void A_moment_is_in_UTC() =>
        Assert.Equal(
            "new(2024, 5, 6, 7, 8, 9, TimeSpan.Zero)",
            Code.Moment(new DateTimeOffset(2024, 5, 6, 7, 8, 9, TimeSpan.Zero))
        );
}
