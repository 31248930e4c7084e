using System.IO.Hashing;
using System.Runtime.InteropServices;
using Ninefold.Data.Tables;

namespace Ninefold.Data.Reading;

/// <summary>Which columns of a table are interactions.</summary>
/// <param name="User">The users' ids.</param>
/// <param name="Item">The items' ids.</param>
/// <param name="At">The moments, Unix milliseconds.</param>
/// <param name="Value">The strength, or null where each counts 1.</param>
public sealed record InteractionColumns(string User, string Item, string At, string? Value)
{
    /// <summary>
    /// Sorts a table's rows into interactions. Users are numbered by first appearance. Where a user has several at one
    /// moment, they are set apart by a millisecond each, so that "earlier" is well defined; their order is that of a hash of user and
    /// item, since the order of the rows often is that of the items' numbers, from which a model could read the popular ones.
    /// </summary>
    /// <param name="table">Has these columns, without empty cells.</param>
    /// <param name="items">All items' ids, in the order of their numbers; those of the table are among them.</param>
    internal Interactions Read(Table table, Vocabulary items)
    {
        var (users, itemColumn) = (table.Texts(User), table.Texts(Item));
        var itemNumbers = itemColumn.Distinct.Select(items.Find).ToArray();
        var moments = table.Numbers(At).Values;
        var values = Value is null ? default : table.Numbers(Value).Values;
        var (order, offsets) = ByUser(users);
        var rows = new (int User, Interaction Row)[table.Rows];
        for (var user = 0; user < users.Distinct.Count; user++)
        {
            var slice = order.AsSpan(offsets[user]..offsets[user + 1]);
            SortByTime(slice, moments, users.Distinct[user], itemColumn);
            var last = long.MinValue;
            for (var i = 0; i < slice.Length; i++)
            {
                var row = slice[i];
                last = Math.Max((long)moments[row], last + 1);
                var value = values.IsEmpty ? 1 : (float)values[row];
                rows[offsets[user] + i] = (user, new(itemNumbers[itemColumn.Codes[row]], value, last));
            }
        }
        return Interactions.From(new(users.Distinct), items, rows);
    }

    private static (int[] Order, int[] Offsets) ByUser(TextColumn users)
    {
        var offsets = new int[users.Distinct.Count + 1];
        foreach (var user in users.Codes)
            offsets[user + 1]++;
        for (var user = 1; user < offsets.Length; user++)
            offsets[user] += offsets[user - 1];
        var (order, next) = (new int[users.Count], offsets.ToArray());
        for (var row = 0; row < order.Length; row++)
            order[next[users.Codes[row]]++] = row;
        return (order, offsets);
    }

    private static void SortByTime(Span<int> rows, ReadOnlySpan<double> moments, string user, TextColumn items)
    {
        var at = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
            at[i] = moments[rows[i]];
        at.AsSpan().Sort(rows);
        var seed = (long)Hash(user, 0);
        for (int start = 0, end; start < rows.Length; start = end)
        {
            for (end = start + 1; end < rows.Length && at[end] == at[start]; end++) { }
            if (end - start == 1)
                continue;
            var tied = rows[start..end];
            var hashes = new ulong[tied.Length];
            for (var i = 0; i < tied.Length; i++)
                hashes[i] = Hash(items.Text(tied[i]), seed);
            hashes.AsSpan().Sort(tied);
        }
    }

    private static ulong Hash(string id, long seed) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(id.AsSpan()), seed);
}
