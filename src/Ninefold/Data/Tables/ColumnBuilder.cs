using System.Globalization;
using System.Runtime.InteropServices;
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
        /// <summary>Texts up to so many bytes are looked up as a number, which spares decoding and comparing them.</summary>
        private const int Short = 7;

        /// <summary>Odd, so that no two keys become one; it spreads digits, which the dictionary's own hash folds together.</summary>
        private const ulong Spread = 0x9E3779B97F4A7C15;

        private readonly List<int> codes = [];
        private readonly List<string> distinct = [];
        private readonly Dictionary<ulong, int> shorts = [];
        private readonly Dictionary<string, int> longs = new(StringComparer.Ordinal);
        private char[] text = new char[64];

        public override string? Add(ReadOnlySpan<byte> cell)
        {
            codes.Add(
                cell.Length == 0 ? -1
                : cell.Length <= Short ? CodeOfShort(cell)
                : CodeOfLong(cell)
            );
            return null;
        }

        private int CodeOfShort(ReadOnlySpan<byte> cell)
        {
            var key = (ulong)cell.Length;
            foreach (var value in cell)
                key = (key << 8) | value;
            ref var code = ref CollectionsMarshal.GetValueRefOrAddDefault(shorts, key * Spread, out var known);
            if (!known)
            {
                code = distinct.Count;
                distinct.Add(encoding.GetString(cell));
            }
            return code;
        }

        private int CodeOfLong(ReadOnlySpan<byte> cell)
        {
            if (text.Length < cell.Length)
                text = new char[cell.Length * 2];
            var chars = text.AsSpan(0, encoding.GetChars(cell, text));
            var known = longs.GetAlternateLookup<ReadOnlySpan<char>>();
            if (!known.TryGetValue(chars, out var code))
            {
                known.TryAdd(chars, code = distinct.Count);
                distinct.Add(chars.ToString());
            }
            return code;
        }

        public override Column Build(string name) => new TextColumn(name, codes, distinct);
    }
}
