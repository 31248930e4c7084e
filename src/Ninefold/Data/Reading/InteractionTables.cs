using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Data.Reading;

/// <summary>Verifies tables and turns them into <see cref="InteractionData"/>.</summary>
public static class InteractionTables
{
    /// <summary>The fewest users with which a recommender can be trained and tested.</summary>
    public const int MinimumUsers = 2;

    /// <summary>The fewest items among which there is anything to recommend.</summary>
    public const int MinimumItems = 2;

    /// <summary>Verifies first; nothing is built from tables that are not as expected.</summary>
    /// <param name="info">Where the data comes from; the rows are counted here.</param>
    /// <param name="schemas">What is expected.</param>
    /// <param name="tables">What was read.</param>
    /// <param name="interactions">The one of the tables that holds the interactions.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="items">All items, each once, in the order of their numbers; null takes those of the interactions.</param>
    /// <param name="users">The table of users, if there is one, and its column of ids.</param>
    /// <exception cref="InvalidDatasetException">A check failed; all that failed are listed.</exception>
    public static InteractionData Read(
        DatasetInfo info,
        IReadOnlyList<TableSchema> schemas,
        IReadOnlyList<Table> tables,
        Table interactions,
        InteractionColumns columns,
        IEnumerable<(string Id, ItemDetails Details)>? items = null,
        (Table Table, string Id)? users = null
    )
    {
        var (userColumn, itemColumn) = (interactions.Texts(columns.User), interactions.Texts(columns.Item));
        var all = (items ?? itemColumn.Distinct.Select(id => (id, new ItemDetails(id, null, [])))).ToList();
        List<Check> checks =
        [
            AtLeast($"{interactions.Name}: users", MinimumUsers, userColumn.Distinct.Count),
            AtLeast($"{interactions.Name}: items", MinimumItems, itemColumn.Distinct.Count),
            Known(itemColumn, all.Select(i => i.Item1), "items", interactions),
        ];
        if (users is { } table)
            checks.Add(Known(userColumn, table.Table.Texts(table.Id).Distinct, "users", interactions));
        var report = SchemaVerification.Verify(info.Id, schemas, tables).With(new(info.Id, checks));
        report.ThrowIfFailed();
        var rows = columns.Read(interactions, new([.. all.Select(i => i.Item1)]));
        return new(
            info with
            {
                Rows = rows.Count,
            },
            rows,
            [.. all.Select(i => i.Item2)],
            users is { } known ? Attributes(known.Table, known.Id, rows.UserIds) : [],
            report,
            tables
        );
    }

    private static Check AtLeast(string what, int minimum, int found) =>
        new(what, $"at least {minimum}", $"{found:N0}", found >= minimum);

    private static Check Known(TextColumn column, IEnumerable<string> all, string what, Table table) =>
        SchemaVerification.Subset($"{table.Name}: {column.Name}", $"one of the {what}", column, all, table);

    private static List<IReadOnlyDictionary<string, string>> Attributes(Table table, string id, Vocabulary users)
    {
        var rows = table.Texts(id);
        var rowOf = Enumerable.Range(0, rows.Count).ToDictionary(rows.Text);
        var others = table.Columns.Where(c => c.Name != id).ToList();
        return
        [
            .. users.Ids.Select(user =>
                others.Where(c => !c.IsMissing(rowOf[user])).ToDictionary(c => c.Name, c => c.Text(rowOf[user]))
            ),
        ];
    }
}
