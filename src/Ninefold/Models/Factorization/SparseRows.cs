using Ninefold.Data;

namespace Ninefold.Models.Factorization;

/// <summary>A sparse matrix row by row: users × items, or its transpose.</summary>
/// <param name="offsets">The entries of row r lie at <c>offsets[r]</c> to <c>offsets[r + 1]</c>.</param>
/// <param name="columns">Their columns, rising within a row.</param>
/// <param name="values">Their values.</param>
internal sealed class SparseRows(int[] offsets, int[] columns, float[] values)
{
    public int Rows => offsets.Length - 1;

    /// <summary>Where each row starts.</summary>
    public int[] Offsets => offsets;

    /// <summary>The columns of all rows.</summary>
    public int[] AllColumns => columns;

    /// <summary>The values of all rows.</summary>
    public float[] AllValues => values;

    public ReadOnlySpan<int> Columns(int row) => columns.AsSpan(offsets[row]..offsets[row + 1]);

    public ReadOnlySpan<float> Values(int row) => values.AsSpan(offsets[row]..offsets[row + 1]);

    /// <summary>Users × items; the values of a user's repeated interactions with an item are summed.</summary>
    public static SparseRows From(Interactions data)
    {
        var offsets = new int[data.Users + 1];
        var columns = new List<int>(data.Count);
        var values = new List<float>(data.Count);
        for (var user = 0; user < data.Users; user++)
        {
            var rows = data.Of(user).ToArray();
            rows.AsSpan().Sort((a, b) => a.Item.CompareTo(b.Item));
            foreach (var row in rows)
                if (columns.Count > offsets[user] && columns[^1] == row.Item)
                    values[^1] += row.Value;
                else
                {
                    columns.Add(row.Item);
                    values.Add(row.Value);
                }
            offsets[user + 1] = columns.Count;
        }
        return new(offsets, [.. columns], [.. values]);
    }

    /// <summary>The same entries with other values.</summary>
    public SparseRows Map(Func<float, float> value) => new(offsets, columns, Array.ConvertAll(values, v => value(v)));

    /// <param name="width">How many columns there are.</param>
    public SparseRows Transpose(int width)
    {
        var starts = new int[width + 1];
        foreach (var column in columns)
            starts[column + 1]++;
        for (var c = 0; c < width; c++)
            starts[c + 1] += starts[c];
        var next = starts.ToArray();
        var rows = new int[columns.Length];
        var transposed = new float[columns.Length];
        for (var row = 0; row < Rows; row++)
        for (var at = offsets[row]; at < offsets[row + 1]; at++)
        {
            var to = next[columns[at]]++;
            (rows[to], transposed[to]) = (row, values[at]);
        }
        return new(starts, rows, transposed);
    }
}
