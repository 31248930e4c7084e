using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ninefold.Data.Tables;

/// <summary>
/// Reads moments. A number below 10¹¹ is Unix seconds (until the year 5138), from there on Unix milliseconds (since
/// March 1973); anything else is ISO 8601, in UTC where it names no zone.
/// </summary>
internal static class Timestamp
{
    private const double SecondsBelow = 1e11;

    /// <returns>Unix milliseconds.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out double milliseconds)
    {
        if (Utf8Parser.TryParse(utf8, out double number, out var consumed) && consumed == utf8.Length)
        {
            milliseconds = FromNumber(number);
            return double.IsFinite(number);
        }
        Span<char> text = stackalloc char[40];
        milliseconds = double.NaN;
        if (utf8.Length > text.Length || !Encoding.UTF8.TryGetChars(utf8, text, out var length))
            return false;
        if (
            !DateTimeOffset.TryParse(
                text[..length],
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var moment
            )
            || !char.IsAsciiDigit(text[0])
            || !text[..length].Contains('-')
        )
            return false;
        milliseconds = moment.ToUnixTimeMilliseconds();
        return true;
    }

    /// <returns>Unix milliseconds; NaN stays NaN.</returns>
    public static double FromNumber(double number) =>
        Math.Abs(number) < SecondsBelow ? Math.Round(number * 1000) : Math.Round(number);
}
