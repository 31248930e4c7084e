using Ninefold.Data.Catalog;
using Ninefold.Data.Tables;

namespace Ninefold.Data.Reading;

/// <summary>
/// Reads a folder of the user: <c>interactions.csv</c> (user, item, timestamp, optional value), and where they are there
/// <c>items.csv</c> (item, title, optional year, genres and tags, several separated by <c>|</c>) and <c>users.csv</c>
/// (user and any others). Columns may have other names, which the caller maps.
/// </summary>
public static class InteractionFolder
{
    /// <summary>The file that must be there.</summary>
    public const string FileName = "interactions.csv";

    private const string ItemsName = "items.csv";
    private const string UsersName = "users.csv";

    private static readonly TableSchema InteractionsSchema = new(
        FileName,
        [
            new("user", ColumnType.Text),
            new("item", ColumnType.Text),
            new("timestamp", ColumnType.Timestamp) { Minimum = 0 },
            new("value", ColumnType.Number)
            {
                Required = false,
                Minimum = 0,
                Maximum = float.MaxValue,
            },
        ]
    )
    {
        Key = ["user", "item", "timestamp"],
    };

    private static readonly TableSchema ItemsSchema = new(
        ItemsName,
        [
            new("item", ColumnType.Text) { Unique = true },
            new("title", ColumnType.Text),
            new("year", ColumnType.Integer)
            {
                Required = false,
                Missing = 1,
                Minimum = -9999,
                Maximum = 9999,
            },
            new("genres", ColumnType.Text) { Required = false, Missing = 1 },
            new("tags", ColumnType.Text) { Required = false, Missing = 1 },
        ]
    )
    {
        Required = false,
    };

    /// <summary>Reads and verifies the folder.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="columns">A column's name here → its name in the files, such as <c>user</c> → <c>customer_id</c>; see <see cref="ColumnNames"/>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDatasetException">The folder or the file is missing, or the data cannot be used; everything found is listed.</exception>
    public static InteractionData Read(
        string folder,
        IReadOnlyDictionary<string, string>? columns = null,
        CancellationToken cancellation = default
    )
    {
        columns ??= new Dictionary<string, string>();
        VerifyNames(columns);
        VerifyFolder(folder);
        var problems = new Faults();
        var interactions = DelimitedFile.Read(
            Path.Combine(folder, FileName),
            InteractionsSchema,
            new(),
            Only(columns, InteractionsSchema.Columns.Select(c => c.Name)),
            problems,
            cancellation
        );
        var usersSchema = UsersSchema(folder, columns);
        var (items, users) = (Optional(ItemsSchema), Optional(usersSchema));
        problems.ThrowIfAny($"The folder '{folder}' cannot be read");

        List<Table> tables = [.. new[] { interactions, items, users }.OfType<Table>()];
        return InteractionTables.Read(
            new(
                Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
                $"the folder '{folder}'",
                0,
                FetchedDataset.HashOf(folder, tables.Select(t => t.Name))
            ),
            [InteractionsSchema, ItemsSchema, usersSchema],
            tables,
            interactions!,
            new("user", "item", "timestamp", interactions!.Find("value") is null ? null : "value"),
            items is null ? null : ItemsOf(items),
            users is null ? null : (users, "user")
        );

        Table? Optional(TableSchema schema)
        {
            var path = Path.Combine(folder, schema.Name);
            if (!File.Exists(path))
                return null;
            var present = DelimitedFile.ColumnsOf(path);
            var mapped = Only(columns, columns.Where(c => present.Contains(c.Value)).Select(c => c.Key));
            return DelimitedFile.Read(path, schema, new(), mapped, problems, cancellation);
        }
    }

    private static void VerifyNames(IReadOnlyDictionary<string, string> columns)
    {
        string[] allowed = [.. InteractionsSchema.Columns.Concat(ItemsSchema.Columns).Select(c => c.Name).Distinct()];
        if (columns.Keys.Except(allowed).FirstOrDefault() is { } unknown)
            throw new InvalidDatasetException(
                $"The column to be mapped must be one of {string.Join(", ", allowed)}, but is '{unknown}'."
            );
    }

    private static void VerifyFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidDatasetException($"The folder '{folder}' does not exist.");
        if (File.Exists(Path.Combine(folder, FileName)))
            return;
        var found = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order().Take(10).ToList();
        throw new InvalidDatasetException(
            $"The folder '{folder}' must have the file {FileName} with the columns user, item, timestamp, but "
                + (found.Count == 0 ? "it is empty." : $"has {string.Join(", ", found)}.")
        );
    }

    private static Dictionary<string, string> Only(
        IReadOnlyDictionary<string, string> columns,
        IEnumerable<string> names
    ) => columns.Where(c => names.Contains(c.Key)).ToDictionary();

    private static TableSchema UsersSchema(string folder, IReadOnlyDictionary<string, string> columns)
    {
        var others = DelimitedFile
            .ColumnsOf(Path.Combine(folder, UsersName))
            .Where(name => name != columns.GetValueOrDefault("user", "user") && name != "user" && name.Length > 0)
            .Distinct()
            .Select(name => new ColumnSchema(name, ColumnType.Text) { Missing = 1 });
        return new(UsersName, [new("user", ColumnType.Text) { Unique = true }, .. others]) { Required = false };
    }

    private static IEnumerable<(string Id, ItemDetails Details)> ItemsOf(Table items)
    {
        var (ids, titles) = (items.Texts("item"), items.Texts("title"));
        var year = items.Find("year");
        Column?[] tags = [items.Find("genres"), items.Find("tags")];
        for (var row = 0; row < items.Rows; row++)
            yield return (
                ids.Text(row),
                new(
                    titles.Text(row),
                    year is null || year.IsMissing(row) ? null : (int)((NumberColumn)year).Values[row],
                    [
                        .. tags.SelectMany(c =>
                                (c?.Text(row) ?? "").Split(
                                    '|',
                                    StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                                )
                            )
                            .Distinct(),
                    ]
                )
            );
    }
}
