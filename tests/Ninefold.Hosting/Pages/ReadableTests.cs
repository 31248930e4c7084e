using Ninefold.Hosting.Pages;

namespace Ninefold.Hosting.Tests.Pages;

public sealed class ReadableTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0")]
    [InlineData(.05512, "0.0551")]
    [InlineData(.0000123, "1.2e-05")]
    [InlineData(-12.345, "-12.35")]
    [InlineData(123.45, "123.5")]
    [InlineData(12345.6, "12,346")]
    public void Values_keep_the_digits_that_say_something(double? value, string text) =>
        Assert.Equal(text, Readable.Value(value));

    [Fact]
    public void Differences_have_a_sign()
    {
        Assert.Equal("+0.0334", Readable.Signed(.0334));
        Assert.Equal("-0.0334", Readable.Signed(-.0334));
        Assert.Equal("0", Readable.Signed(0));
    }

    [Theory]
    [InlineData(.05, "50 µs")]
    [InlineData(1.234, "1.23 ms")]
    [InlineData(55.3, "55 ms")]
    [InlineData(1500, "1.5 s")]
    public void Milliseconds_have_their_unit(double value, string text) =>
        Assert.Equal(text, Readable.Milliseconds(value));

    [Theory]
    [InlineData(.02, "20 ms")]
    [InlineData(36.31, "36.3 s")]
    [InlineData(1800, "30 min")]
    [InlineData(7200, "2.0 h")]
    public void Seconds_have_their_unit(double value, string text) => Assert.Equal(text, Readable.Seconds(value));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(866_400, "866.4 kB")]
    [InlineData(14_573_000, "14.6 MB")]
    [InlineData(2_000_000_000, "2.00 GB")]
    public void Bytes_have_their_unit(long value, string text) => Assert.Equal(text, Readable.Bytes(value));

    [Theory]
    [InlineData(20, "just now")]
    [InlineData(1800, "30 min ago")]
    [InlineData(3 * 3600, "3 h ago")]
    [InlineData(72 * 3600, "3 days ago")]
    public void Ages_are_round(int seconds, string text) =>
        Assert.Equal(text, Readable.Ago(TimeSpan.FromSeconds(seconds)));
}
