using System.Text.RegularExpressions;
using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Reading;
using Ninefold.Data.Sources.RData;
using Ninefold.Data.Tables;

namespace Ninefold.Systems.VideoRecommendation.Data;

/// <summary>
/// Reads every edition of MovieLens, and a user's own folder, into the same value. Which it is, is told by the files in the
/// folder.
/// </summary>
public static partial class MovieReader
{
    private static readonly InteractionColumns Columns = new("userId", "movieId", "timestamp", "rating");

    /// <summary>Reads an entry of the catalogue that was fetched, and verifies it.</summary>
    /// <exception cref="InvalidDatasetException">The content is not what the entry expects; everything found is listed.</exception>
    public static InteractionData Read(FetchedDataset fetched, CancellationToken cancellation = default) =>
        Read(fetched.Folder, fetched.Info(rows: 0), fetched.Entry.Tables, cancellation);

    /// <summary>
    /// Reads a folder of the user: <see cref="InteractionFolder"/>'s files, or an unpacked edition of MovieLens of any size
    /// (<c>ratings.csv</c> with <c>movies.csv</c>, or <c>ratings.dat</c> with <c>movies.dat</c> and <c>users.dat</c>).
    /// </summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="columns">As in <see cref="InteractionFolder.Read"/>; MovieLens' own files need none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidDatasetException">The folder is missing, or the data cannot be used; everything found is listed.</exception>
    public static InteractionData ReadFolder(
        string folder,
        IReadOnlyDictionary<string, string>? columns = null,
        CancellationToken cancellation = default
    )
    {
        var schemas =
            Has(InteractionFolder.FileName) ? null
            : Has("ratings.csv") ? MovieLens.Csv()
            : Has("ratings.dat") ? MovieLens.Million
            : null;
        if (schemas is null)
            return InteractionFolder.Read(folder, columns, cancellation);
        var missing = schemas.Select(s => s.Name).Where(name => !Has(name)).ToList();
        if (missing.Count > 0)
            throw new InvalidDatasetException(
                $"The folder '{folder}' of MovieLens lacks {string.Join(", ", missing)}."
            );
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var hash = FetchedDataset.HashOf(folder, schemas.Select(s => s.Name));
        return Read(folder, new(name, $"the folder '{folder}'", 0, hash), schemas, cancellation);

        bool Has(string file) => File.Exists(Path.Combine(folder, file));
    }

    private static InteractionData Read(
        string folder,
        DatasetInfo info,
        IReadOnlyList<TableSchema> schemas,
        CancellationToken cancellation
    )
    {
        if (schemas.Count == 1)
            return ReadPackage(folder, info, schemas);
        var format = schemas[0].Name.EndsWith(".dat", StringComparison.Ordinal) ? DelimitedFormat.DoubleColon : new();
        var tables = DelimitedFile.ReadAll(folder, schemas, format, cancellation);
        var movies = tables[1];
        var (ids, titles, genres) = (movies.Texts("movieId"), movies.Texts("title"), movies.Texts("genres"));
        return InteractionTables.Read(
            info,
            schemas,
            tables,
            tables[0],
            Columns,
            Enumerable
                .Range(0, movies.Rows)
                .Select(row => (ids.Text(row), Details(titles.Text(row), genres.Text(row)))),
            tables.Count > 2 ? (tables[2], "userId") : null
        );
    }

    private static InteractionData ReadPackage(string folder, DatasetInfo info, IReadOnlyList<TableSchema> schemas)
    {
        Table table;
        try
        {
            table = new LazyLoadDatabase(Path.Combine(folder, "Rdata")).Read("movielens").As(schemas[0]);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDatasetException(e.Message);
        }
        return InteractionTables.Read(info, schemas, [table], table, Columns, MoviesOf(table));
    }

    /// <summary>The package repeats each movie at each of its ratings.</summary>
    private static IEnumerable<(string Id, ItemDetails Details)> MoviesOf(Table table)
    {
        var (ids, titles, genres) = (table.Texts("movieId"), table.Texts("title"), table.Texts("genres"));
        var years = table.Numbers("year");
        return Enumerable
            .Range(0, table.Rows)
            .DistinctBy(row => ids.Codes[row])
            .Select(row =>
                (
                    ids.Text(row),
                    Details(titles.IsMissing(row) ? ids.Text(row) : titles.Text(row), genres.Text(row)) with
                    {
                        Year = years.IsMissing(row) ? null : (int)years.Values[row],
                    }
                )
            );
    }

    private static ItemDetails Details(string title, string genres)
    {
        var year = YearAtEnd().Match(title);
        return new(
            year.Success ? title[..year.Index] : title,
            year.Success ? int.Parse(year.Groups[1].ValueSpan) : null,
            genres == "(no genres listed)" ? [] : genres.Split('|', StringSplitOptions.RemoveEmptyEntries)
        );
    }

    /// <summary>Titles end in "(1995)", those of series in "(2006–2007)".</summary>
    [GeneratedRegex(@"\s*\((\d{4})(?:[-–](?:\d{4})?)?\)\s*$")]
    private static partial Regex YearAtEnd();
}
