using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Systems.FraudDetection.Data;

/// <summary>Which columns of a table are payments.</summary>
internal sealed record PaymentColumns(string Customer, string Terminal, string Amount, string At, string Fraud);

/// <summary>Verifies a table and turns it into payments.</summary>
internal static class PaymentTables
{
    /// <summary>Verifies first; nothing is built from a table that is not as expected.</summary>
    /// <param name="info">Where the data comes from; the rows are counted here.</param>
    /// <param name="schema">What is expected.</param>
    /// <param name="table">What was read.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="frauds">How many frauds there must be; null where at least one is enough.</param>
    /// <exception cref="InvalidDatasetException">A check failed; all that failed are listed.</exception>
    public static PaymentData Read(
        DatasetInfo info,
        TableSchema schema,
        Table table,
        PaymentColumns columns,
        int? frauds = null
    )
    {
        var isFraud = Converted(table.Numbers(columns.Fraud), value => value == 1);
        var found = isFraud.Count(fraud => fraud);
        var report = SchemaVerification
            .Verify(info.Id, [schema], [table])
            .With(
                new(
                    info.Id,
                    [
                        new(
                            $"{schema.Name}: {columns.Fraud}, frauds",
                            frauds is { } exact ? $"{exact:N0}" : "at least 1, but not all",
                            $"{found:N0} of {table.Rows:N0}",
                            frauds is null ? found > 0 && found < table.Rows : found == frauds
                        ),
                    ]
                )
            );
        report.ThrowIfFailed();
        var (customers, terminals) = (table.Texts(columns.Customer), table.Texts(columns.Terminal));
        var at = Converted(table.Numbers(columns.At), value => (long)value);
        var rows = InOrder(at);
        return new(
            info with
            {
                Rows = table.Rows,
            },
            new(
                new(customers.Distinct),
                new(terminals.Distinct),
                Sorted(customers.Codes.ToArray()),
                Sorted(terminals.Codes.ToArray()),
                Sorted(Converted(table.Numbers(columns.Amount), value => (float)value)),
                Sorted(at),
                Sorted(isFraud)
            ),
            report,
            table
        );

        T[] Sorted<T>(T[] column) => rows is null ? column : Array.ConvertAll(rows, row => column[row]);
    }

    /// <summary>Tables of the same columns, one under the other.</summary>
    public static Table Join(string name, IReadOnlyList<Table> parts)
    {
        var starts = new int[parts.Count];
        for (var part = 1; part < starts.Length; part++)
            starts[part] = starts[part - 1] + parts[part - 1].Rows;
        return new(name, [.. parts[0].Columns.Select(c => Joined(c.Name, parts))], Place);

        string Place(int row)
        {
            var part = Array.FindLastIndex(starts, start => start <= row);
            return $"{parts[part].Place(row - starts[part])} of {parts[part].Name}";
        }
    }

    private static Column Joined(string name, IReadOnlyList<Table> parts)
    {
        var rows = parts.Sum(p => p.Rows);
        if (parts[0].Find(name) is NumberColumn)
        {
            var values = new List<double>(rows);
            foreach (var part in parts)
                values.AddRange(part.Numbers(name).Values);
            return new NumberColumn(name, values);
        }
        var (codes, distinct) = (new List<int>(rows), new Vocabulary());
        foreach (var part in parts)
        {
            var texts = part.Texts(name);
            int[] numbers = [.. texts.Distinct.Select(distinct.Add)];
            foreach (var code in texts.Codes)
                codes.Add(code < 0 ? -1 : numbers[code]);
        }
        return new TextColumn(name, codes, distinct.Ids);
    }

    /// <returns>The rows oldest first, those of one moment in the order of the table; null where they stand so already.</returns>
    private static int[]? InOrder(long[] at)
    {
        for (var row = 1; row < at.Length; row++)
            if (at[row] < at[row - 1])
                return [.. Enumerable.Range(0, at.Length).OrderBy(r => at[r])];
        return null;
    }

    private static T[] Converted<T>(NumberColumn column, Func<double, T> convert)
    {
        var values = new T[column.Count];
        for (var row = 0; row < values.Length; row++)
            values[row] = convert(column.Values[row]);
        return values;
    }
}
