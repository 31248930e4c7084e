using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Tables;

namespace Ninefold.Systems.FraudDetection.Data;

/// <summary>
/// Reads the Handbook's payments, and a user's own folder with <c>payments.csv</c> (customer, terminal, amount, timestamp,
/// fraud as 0 or 1, optional id), into the same value.
/// </summary>
internal static class PaymentReader
{
    /// <summary>The file that a user's folder must have.</summary>
    public const string FileName = "payments.csv";

    /// <summary>What is expected of payments that are not the Handbook's own.</summary>
    public static readonly TableSchema Schema = new(
        FileName,
        [
            new("customer", ColumnType.Text),
            new("terminal", ColumnType.Text),
            new("amount", ColumnType.Number) { Minimum = 0, Maximum = Payment.MostAmount },
            new("timestamp", ColumnType.Timestamp) { Minimum = 0 },
            new("fraud", ColumnType.Integer) { Minimum = 0, Maximum = 1 },
            new("id", ColumnType.Text) { Required = false, Unique = true },
        ]
    );

    public static readonly PaymentColumns Columns = new("customer", "terminal", "amount", "timestamp", "fraud");

    /// <summary>Reads the fetched entry of the catalogue, and verifies it.</summary>
    /// <exception cref="InvalidDatasetException">The content is not what the entry expects; everything found is listed.</exception>
    public static PaymentData Read(FetchedDataset fetched, CancellationToken cancellation = default)
    {
        var (entry, schema) = (fetched.Entry, fetched.Entry.Tables[0]);
        var files = entry.Files.Select(file => schema with { Name = file }).ToList();
        var parts = DelimitedFile.ReadAll(fetched.Folder, files, new(), cancellation);
        return PaymentTables.Read(
            fetched.Info(rows: 0),
            schema,
            PaymentTables.Join(schema.Name, parts),
            CardFraud.Columns,
            CardFraud.Frauds
        );
    }

    /// <summary>Reads and verifies a folder of the user.</summary>
    /// <param name="folder">Where the file is.</param>
    /// <param name="columns">A column's name here → its name in the file, such as <c>customer</c> → <c>card_number</c>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDatasetException">The folder or the file is missing, or the data cannot be used; everything found is listed.</exception>
    public static PaymentData ReadFolder(
        string folder,
        IReadOnlyDictionary<string, string>? columns = null,
        CancellationToken cancellation = default
    )
    {
        var allowed = string.Join(", ", Schema.Columns.Select(c => c.Name));
        if (columns?.Keys.FirstOrDefault(name => Schema.Columns.All(c => c.Name != name)) is { } unknown)
            throw new InvalidDatasetException($"The column to be mapped must be one of {allowed}, but is '{unknown}'.");
        VerifyFolder(folder);
        var table = DelimitedFile.Read(
            Path.Combine(folder, FileName),
            Schema,
            columns: columns,
            cancellation: cancellation
        );
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var hash = FetchedDataset.HashOf(folder, [FileName]);
        return PaymentTables.Read(new(name, $"the folder '{folder}'", 0, hash), Schema, table, Columns);
    }

    private static void VerifyFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InvalidDatasetException($"The folder '{folder}' does not exist.");
        if (File.Exists(Path.Combine(folder, FileName)))
            return;
        var found = Directory.EnumerateFileSystemEntries(folder).Select(Path.GetFileName).Order().Take(10).ToList();
        throw new InvalidDatasetException(
            $"The folder '{folder}' must have the file {FileName} with the columns customer, terminal, amount, timestamp, "
                + $"fraud, but {(found.Count == 0 ? "it is empty." : $"has {string.Join(", ", found)}.")}"
        );
    }
}
