using Ninefold.Data.Tables;

namespace Ninefold.Data.Verification;

/// <summary>Compares tables with what their schemas expect: presence, counts, missing cells, ranges, keys.</summary>
public static class SchemaVerification
{
    /// <summary>Makes every check that the schemas ask for.</summary>
    /// <param name="subject">What the report is about, such as the data set's id.</param>
    /// <param name="schemas">What is expected.</param>
    /// <param name="tables">What was read; each is found by its schema's name.</param>
    public static VerificationReport Verify(
        string subject,
        IReadOnlyList<TableSchema> schemas,
        IReadOnlyList<Table> tables
    )
    {
        var checks = new List<Check>();
        foreach (var schema in schemas)
            if (tables.FirstOrDefault(t => t.Name == schema.Name) is { } table)
                checks.AddRange(Table(schema, table, tables));
            else if (schema.Required)
                checks.Add(new($"table {schema.Name}", "present", "none", false));
        return new(subject, checks);
    }

    private static IEnumerable<Check> Table(TableSchema schema, Table table, IReadOnlyList<Table> tables)
    {
        yield return schema.Rows is { } rows
            ? new($"{schema.Name}: rows", $"{rows:N0}", $"{table.Rows:N0}", table.Rows == rows)
            : new(
                $"{schema.Name}: rows",
                $"at least {schema.MinimumRows:N0}",
                $"{table.Rows:N0}",
                table.Rows >= schema.MinimumRows
            );
        foreach (var expected in schema.Columns)
        {
            var what = $"{schema.Name}: {expected.Name}";
            if (table.Find(expected.Name) is { } column)
                foreach (var check in Column(what, expected, column, table, tables))
                    yield return check;
            else if (expected.Required)
                yield return new(
                    what,
                    "present",
                    $"only {string.Join(", ", table.Columns.Select(c => c.Name))}",
                    false
                );
        }
        if (schema.Key.Count > 0 && schema.Key.All(name => table.Find(name) is not null))
            yield return Unique(
                $"{schema.Name}: {string.Join(" with ", schema.Key)}",
                [.. schema.Key.Select(name => table.Find(name)!)],
                table
            );
    }

    private static IEnumerable<Check> Column(
        string what,
        ColumnSchema expected,
        Column column,
        Table table,
        IReadOnlyList<Table> tables
    )
    {
        yield return Missing(what, expected, column, table);
        if (column is TextColumn && expected.Type != ColumnType.Text)
            yield return new(what, "numbers", "texts", false);
        if (column is NumberColumn numbers && (expected.Minimum ?? expected.Maximum) is not null)
            yield return Range(what, expected, numbers, table);
        if (expected.Allowed is { } allowed)
            yield return Subset(what, $"one of {string.Join(", ", allowed)}", table.Texts(column.Name), allowed, table);
        if (expected.Unique)
            yield return Unique(what, [column], table);
        if (expected.Distinct is { } distinct)
        {
            var found = table.Texts(column.Name).Distinct.Count;
            yield return new($"{what}, distinct", $"{distinct:N0}", $"{found:N0}", found == distinct);
        }
        if (expected.References is { } key && tables.FirstOrDefault(t => t.Name == key.Table) is { } other)
            yield return Subset(
                what,
                $"in {key.Table}: {key.Column}",
                table.Texts(column.Name),
                other.Texts(key.Column).Distinct,
                table
            );
    }

    private static Check Missing(string what, ColumnSchema expected, Column column, Table table)
    {
        var (missing, first) = (0, -1);
        for (var row = column.Count - 1; row >= 0; row--)
            if (column.IsMissing(row))
                (missing, first) = (missing + 1, row);
        var share = column.Count == 0 ? 0 : (double)missing / column.Count;
        var found = missing == 0 ? "none" : $"{missing:N0} ({share:P2}), first on {table.Place(first)}";
        return new(
            $"{what}, missing",
            expected.Missing == 0 ? "none" : $"at most {expected.Missing:P2}",
            found,
            share <= expected.Missing
        );
    }

    private static Check Range(string what, ColumnSchema expected, NumberColumn column, Table table)
    {
        var allowed = (expected.Minimum, expected.Maximum) switch
        {
            ({ } low, { } high) => $"{low} to {high}",
            ({ } low, null) => $"at least {low}",
            (_, var high) => $"at most {high}",
        };
        var (minimum, maximum) = (double.PositiveInfinity, double.NegativeInfinity);
        var values = column.Values;
        for (var row = 0; row < values.Length; row++)
        {
            var value = values[row];
            if (value < expected.Minimum || value > expected.Maximum)
                return new(what, allowed, $"{value} on {table.Place(row)}", false);
            if (!double.IsNaN(value))
                (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
        }
        return new(what, allowed, minimum > maximum ? "no value" : $"{minimum} to {maximum}", true);
    }

    /// <summary>Checks that every text of a column is one of those allowed; missing ones are.</summary>
    internal static Check Subset(string what, string rule, TextColumn column, IEnumerable<string> allowed, Table table)
    {
        var known = allowed.ToHashSet(StringComparer.Ordinal);
        var wrong = column.Distinct.Select(text => !known.Contains(text)).ToArray();
        var codes = column.Codes;
        for (var row = 0; row < codes.Length; row++)
            if (codes[row] >= 0 && wrong[codes[row]])
                return new(what, rule, $"'{column.Distinct[codes[row]]}' on {table.Place(row)}", false);
        return new(what, rule, "only those", true);
    }

    /// <summary>Sorts hashes of the rows rather than keeping them in a set: 12 bytes a row.</summary>
    private static Check Unique(string what, IReadOnlyList<Column> columns, Table table)
    {
        var hashes = new ulong[table.Rows];
        foreach (var column in columns)
            for (var row = 0; row < hashes.Length; row++)
            {
                var cell = column is TextColumn text
                    ? (ulong)text.Codes[row]
                    : BitConverter.DoubleToUInt64Bits(((NumberColumn)column).Values[row]);
                hashes[row] = Mix(hashes[row] ^ cell);
            }
        var rows = new int[hashes.Length];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = row;
        Array.Sort(hashes, rows);
        for (var i = 1; i < rows.Length; i++)
            if (hashes[i] == hashes[i - 1] && columns.All(c => c.Text(rows[i]) == c.Text(rows[i - 1])))
            {
                var (first, second) = (Math.Min(rows[i - 1], rows[i]), Math.Max(rows[i - 1], rows[i]));
                var values = string.Join(", ", columns.Select(c => c.Text(first)));
                return new(what, "unique", $"'{values}' on {table.Place(first)} and on {table.Place(second)}", false);
            }
        return new(what, "unique", "no two alike", true);
    }

    /// <summary>The finaliser of SplitMix64: one to one, so that a single column cannot collide.</summary>
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
