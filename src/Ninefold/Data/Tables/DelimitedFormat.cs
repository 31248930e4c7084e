using System.Text;

namespace Ninefold.Data.Tables;

/// <summary>How a text file separates its cells. The default is RFC 4180 in UTF-8 with a header.</summary>
public sealed record DelimitedFormat
{
    /// <summary>Between two cells; null (the default) takes the comma, semicolon or tab that the header has.</summary>
    public string? Separator { get; init; }

    /// <summary>True where the first line names the columns; otherwise they stand in the order of the schema.</summary>
    public bool Header { get; init; } = true;

    /// <summary>True where a cell may stand in double quotes.</summary>
    public bool Quotes { get; init; } = true;

    /// <summary>Cells that mean the same as an empty one, such as <c>NA</c>, whatever spaces stand around them; none by default.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>UTF-8, which is verified, or Latin-1.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>The older MovieLens files: <c>::</c> between cells, no header, no quotes, Latin-1.</summary>
    public static DelimitedFormat DoubleColon { get; } =
        new()
        {
            Separator = "::",
            Header = false,
            Quotes = false,
            Encoding = Encoding.Latin1,
        };
}
