using System.Text;
using Ninefold.Data.Tables;

namespace Ninefold.Tests.Data.Tables;

public class TimestampTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1260759144", 1260759144000)]
    [InlineData("1260759144.25", 1260759144250)]
    [InlineData("1260759144123", 1260759144123)]
    [InlineData("2009-12-14T02:52:24Z", 1260759144000)]
    [InlineData("2009-12-14 02:52:24", 1260759144000)]
    [InlineData("2009-12-14T03:52:24.5+01:00", 1260759144500)]
    [InlineData("2009-12-14", 1260748800000)]
    public void Seconds_milliseconds_and_ISO_8601_are_read(string text, double expected)
    {
        Assert.True(Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out var milliseconds));
        Assert.Equal(expected, milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("noon")]
    [InlineData("12:30")]
    [InlineData("12-30")]
    [InlineData("1e300")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("2009-13-14")]
    [InlineData("1260759144x")]
    public void Anything_else_is_refused(string text) =>
        Assert.False(Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out _));
}
