using System.IO.Hashing;
using System.Text;
using Ninefold.Data;
using Ninefold.Data.Observations;
using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Features.Views;

/// <summary>
/// A table that views are of, such as customers' limits: a row says of an entity what its numbers are from a moment on. Each
/// number is an observation of the kind <c>table.column</c>, so that all that is true of views is true of it, and a view of a
/// column has the value of the latest row strictly before a moment. An empty cell states nothing: what an earlier row stated
/// stays. A row is a fact: a later row corrects it, not the same one with another number.
/// </summary>
public sealed class TableSource
{
    private const double LatestMoment = 253_402_300_799_999; // the end of 9999

    private readonly Lazy<IReadOnlyList<FeatureView>> views;

    /// <param name="name">Lower-case letters, digits and <c>_</c>, a letter first; its files are called so: <c>name.csv</c>, <c>name-2026.parquet</c>.</param>
    /// <param name="entity">Whom its rows are about.</param>
    /// <param name="columns">Its columns of numbers that count, of the same characters.</param>
    /// <exception cref="ArgumentException">It cannot be; the message lists all faults.</exception>
    public TableSource(string name, ViewEntity entity, IReadOnlyList<string> columns)
    {
        (Name, Entity, Columns) = (name, entity, columns);
        EntityColumn = entity.ToString().ToLowerInvariant();
        views = new(() => [.. columns.Select(View)]);
        var faults = new List<string>();
        foreach (var word in columns.Prepend(name))
            if (!IsWord(word))
                faults.Add($"the name '{word}' must be of lower-case letters, digits and '_', beginning with a letter");
            else if (word != name && Kind(word).Length > ObservationRules.MaxKind)
                faults.Add($"'{Kind(word)}' must have at most {ObservationRules.MaxKind} characters");
        if (columns.Count == 0)
            faults.Add("it needs at least one column");
        foreach (var twice in columns.GroupBy(c => c).Where(g => g.Count() > 1))
            faults.Add($"it has the column '{twice.Key}' twice");
        if (faults.Count > 0)
            throw new ArgumentException($"The table '{name}' cannot be a source: {string.Join("; ", faults)}.");
    }

    /// <summary>The table's name.</summary>
    public string Name { get; }

    /// <summary>Whom its rows are about.</summary>
    public ViewEntity Entity { get; }

    /// <summary>Its columns of numbers that count; it may have others.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The column with the entity's id; <c>subject</c> or <c>item</c> unless set.</summary>
    public string EntityColumn { get; init; }

    /// <summary>The column with the moment from which a row is valid.</summary>
    public string ValidFrom { get; init; } = "valid_from";

    /// <summary>How old a value may be: past that it is missing; null sets no bound.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>What it means.</summary>
    public string? Doc { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Owner { get; init; }

    /// <summary>
    /// The views of its columns, in their order, each of one value: <c>table_column.last_all</c>. One <c>with</c> other
    /// aggregates and windows is a view of the same column.
    /// </summary>
    public IReadOnlyList<FeatureView> Views => views.Value;

    /// <summary>The view of a column.</summary>
    /// <exception cref="KeyNotFoundException">It has no such column.</exception>
    public FeatureView this[string column] =>
        Views.FirstOrDefault(v => v.Kinds[0] == Kind(column))
        ?? throw new KeyNotFoundException(
            $"The table '{Name}' has no column '{column}'. It has: {string.Join(", ", Columns)}."
        );

    /// <summary>The one table that views are of.</summary>
    /// <exception cref="ArgumentException">They are of several, or one is of none.</exception>
    internal static TableSource Of(IReadOnlyList<FeatureView> views)
    {
        var tables = views.Select(v => v.Table).Distinct().ToList();
        return tables is [{ } table]
            ? table
            : throw new ArgumentException(
                $"A table fills the views of one source, but they are of {string.Join(", ", views.Select(v => $"'{v.Name}': {v.Table?.Name ?? "observations"}").DefaultIfEmpty("none"))}."
            );
    }

    /// <summary>The table among those of views that a file is called after.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal static TableSource OfFile(string path, IEnumerable<FeatureView> views)
    {
        var tables = views.Select(v => v.Table).OfType<TableSource>().Distinct().ToList();
        return tables.Find(t => t.IsFile(path))
            ?? throw new InvalidDataException(
                $"'{path}' must be called after a table, such as NAME.csv or NAME-2026.parquet. There are: {string.Join(", ", tables.Select(t => t.Name).DefaultIfEmpty("none"))}."
            );
    }

    /// <summary>Whether a file is called after the table.</summary>
    internal bool IsFile(string path) => Path.GetFileName(path).Split('.', '-')[0] == Name;

    /// <summary>Reads and verifies a file.</summary>
    /// <param name="path">Parquet where it ends in <c>.parquet</c>, else text with a header, as <see cref="DelimitedFile"/> reads it.</param>
    /// <param name="columns">The table's name of a column → its name in the file, where they differ.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDatasetException">The file cannot be read, or is not such a table; all faults are listed.</exception>
    public Table Read(
        string path,
        IReadOnlyDictionary<string, string>? columns = null,
        CancellationToken cancellation = default
    )
    {
        var schema = Schema(Path.GetFileName(path));
        var table = path.EndsWith(".parquet", StringComparison.Ordinal)
            ? ParquetFile.Read(path, schema, columns, cancellation)
            : DelimitedFile.Read(path, schema, columns: columns, cancellation: cancellation);
        Verify(table);
        return table;
    }

    /// <summary>What rows amount to: an observation a number, in the order of time.</summary>
    /// <param name="rows">The rows; moments in Unix milliseconds.</param>
    /// <param name="system">The system's id.</param>
    /// <exception cref="InvalidDatasetException">
    /// A column is missing or of another type, a row has no entity or moment, or the same as another, a number is not finite or
    /// beyond ±10¹⁵; all faults are listed.
    /// </exception>
    public IEnumerable<Observation> Observations(Table rows, string system = "")
    {
        Verify(rows);
        var (entities, moments) = (rows.Texts(EntityColumn), rows.Numbers(ValidFrom));
        NumberColumn[] numbers = [.. Columns.Select(rows.Numbers)];
        return from row in Enumerable.Range(0, rows.Rows).OrderBy(row => moments.Values[row])
            from column in numbers
            where !column.IsMissing(row)
            select Stated(column, row, entities.Text(row), (long)moments.Values[row], system);
    }

    private Observation Stated(NumberColumn column, int row, string entity, long at, string system) =>
        new()
        {
            Id = $"{Kind(column.Name)}@{at}:{Short(entity)}",
            System = system,
            Kind = Kind(column.Name),
            At = DateTimeOffset.FromUnixTimeMilliseconds(at),
            Subject = Entity == ViewEntity.Subject ? entity : null,
            Item = Entity == ViewEntity.Item ? entity : null,
            Value = column.Values[row],
        };

    private void Verify(Table rows)
    {
        var report = SchemaVerification.Verify(Name, [Schema(rows.Name)], [rows]);
        if (rows.Find(EntityColumn) is not null)
        {
            var longest = rows.Texts(EntityColumn).Distinct.Select(e => e.Length).DefaultIfEmpty().Max();
            var (most, what) = (ObservationRules.MaxText, $"{rows.Name}: {EntityColumn}, longest");
            report = report.With(new(Name, [new(what, $"at most {most} characters", $"{longest}", longest <= most)]));
        }
        report.ThrowIfFailed();
    }

    private TableSchema Schema(string name) =>
        new(
            name,
            [
                new(EntityColumn, ColumnType.Text),
                new(ValidFrom, ColumnType.Timestamp) { Minimum = 0, Maximum = LatestMoment },
                .. Columns.Select(c => new ColumnSchema(c, ColumnType.Number)
                {
                    Minimum = -ObservationRules.MaxValue,
                    Maximum = ObservationRules.MaxValue,
                    Missing = 1,
                }),
            ]
        )
        {
            Key = [EntityColumn, ValidFrom],
        };

    private FeatureView View(string column) =>
        new($"{Name}_{column}")
        {
            Table = this,
            Kinds = [Kind(column)],
            Entity = Entity,
            Aggregates = [Aggregate.Last],
            Windows = [Window.AllTime],
            MaxAge = MaxAge,
            Doc = Doc,
            Owner = Owner,
        };

    private string Kind(string column) => $"{Name}.{column}";

    private static bool IsWord(string text) =>
        text.Length > 0
        && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>Ids of observations have at most 128 characters.</summary>
    private static string Short(string entity) =>
        entity.Length <= 32 ? entity : Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(entity)));
}
