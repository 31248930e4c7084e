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
    private const double Earliest = -62_135_596_800_000; // the year 1
    private const double Latest = 253_402_300_799_999; // the end of 9999

    /// <returns>Unix milliseconds, within the years 1 to 9999.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out double milliseconds)
    {
        if (!Utf8Parser.TryParse(utf8, out double number, out var consumed) || consumed < utf8.Length)
            return TryParseIso(utf8, out milliseconds);
        milliseconds = FromNumber(number);
        return milliseconds is >= Earliest and <= Latest;
    }

    /// <returns>Unix milliseconds; NaN stays NaN.</returns>
    public static double FromNumber(double number) =>
        Math.Abs(number) < SecondsBelow ? Math.Round(number * 1000) : Math.Round(number);

    private static bool TryParseIso(ReadOnlySpan<byte> utf8, out double milliseconds)
    {
        milliseconds = double.NaN;
        Span<char> text = stackalloc char[40];
        // The year must come first: the parser would take today's for a date without one.
        if (!Encoding.UTF8.TryGetChars(utf8, text, out var length) || length < 10 || text[4] != '-')
            return false;
        var isMoment = DateTimeOffset.TryParse(
            text[..length],
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var moment
        );
        milliseconds = moment.ToUnixTimeMilliseconds();
        return isMoment;
    }
}
