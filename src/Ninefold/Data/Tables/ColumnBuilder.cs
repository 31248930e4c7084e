using System.Globalization;
using System.Text;

namespace Ninefold.Data.Tables;

/// <summary>Takes the cells of one column as bytes.</summary>
internal abstract class ColumnBuilder
{
    /// <summary>Adds a cell; one that cannot be read is added as missing.</summary>
    /// <returns>What the cell must be, or null where it is.</returns>
    public abstract string? Add(ReadOnlySpan<byte> cell);

    public abstract Column Build(string name);

    public static ColumnBuilder Of(ColumnType type, Encoding encoding) =>
        type == ColumnType.Text ? new OfText(encoding) : new OfNumbers(type);

    private sealed class OfNumbers(ColumnType type) : ColumnBuilder
    {
        private const double LargestInteger = 1L << 53;
        private readonly List<double> values = [];

        public override string? Add(ReadOnlySpan<byte> cell)
        {
            cell = cell.Trim((byte)' ');
            var value = double.NaN;
            var allowed = cell.IsEmpty ? null : Parse(cell, out value);
            values.Add(allowed is null ? value : double.NaN);
            return allowed;
        }

        private string? Parse(ReadOnlySpan<byte> cell, out double value)
        {
            if (type == ColumnType.Timestamp)
                return Timestamp.TryParse(cell, out value)
                    ? null
                    : "must be Unix seconds, Unix milliseconds or ISO 8601 such as 2024-05-31T12:00:00Z";
            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value))
                return "must be a number";
            if (!double.IsFinite(value))
                return "must be a finite number";
            return type == ColumnType.Integer && (value != Math.Floor(value) || Math.Abs(value) > LargestInteger)
                ? "must be a whole number"
                : null;
        }

        public override Column Build(string name) => new NumberColumn(name, values);
    }

    private sealed class OfText(Encoding encoding) : ColumnBuilder
    {
        private readonly List<int> codes = [];
        private readonly List<string> distinct = [];
        private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        private char[] text = new char[64];

        public override string? Add(ReadOnlySpan<byte> cell)
        {
            if (cell.IsEmpty)
            {
                codes.Add(-1);
                return null;
            }
            if (text.Length < cell.Length)
                text = new char[cell.Length * 2];
            var chars = text.AsSpan(0, encoding.GetChars(cell, text));
            var known = places.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!known.TryGetValue(chars, out var code))
            {
                code = distinct.Count;
                distinct.Add(chars.ToString());
                places.Add(distinct[code], code);
            }
            codes.Add(code);
            return null;
        }

        public override Column Build(string name) => new TextColumn(name, codes, distinct);
    }
}
