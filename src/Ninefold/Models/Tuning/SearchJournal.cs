using System.Globalization;
using System.Text.Json.Serialization;
using Ninefold.Data.Storage;

namespace Ninefold.Models.Tuning;

/// <summary>
/// Keeps the trials of a search as they are done. A search of the same space, method and seed that was killed takes what
/// it had found from here and goes on: it ends with the same trials as one that was not. A trial at another point than the
/// one kept under its number is done anew.
/// </summary>
public sealed class SearchJournal
{
    private readonly Database database;

    /// <param name="database">Where trials are kept.</param>
    /// <param name="study">Names the search: one name for one objective over the same data.</param>
    public SearchJournal(Database database, string study)
    {
        (this.database, Study) = (database, study);
        database.Execute(
            """
            CREATE TABLE IF NOT EXISTS search_trials (
                study TEXT NOT NULL, number INTEGER NOT NULL, point TEXT NOT NULL, value TEXT NOT NULL, seconds REAL NOT NULL,
                PRIMARY KEY (study, number))
            """
        );
    }

    /// <summary>Names the search.</summary>
    public string Study { get; }

    /// <summary>How many trials are kept.</summary>
    [JsonIgnore]
    public int Count =>
        database.Query("SELECT COUNT(*) FROM search_trials WHERE study = $study", r => r.GetInt32(0), ("study", Study))[
            0
        ];

    /// <summary>Forgets the trials.</summary>
    public void Clear() => database.Execute("DELETE FROM search_trials WHERE study = $study", ("study", Study));

    internal (IReadOnlyList<double> Values, double Seconds)? Find(int number, double[] point, double budget) =>
        database.Query(
            "SELECT value, seconds FROM search_trials WHERE study = $study AND number = $number AND point = $point",
            r =>
                (
                    Values: (IReadOnlyList<double>)
                        [.. r.GetString(0).Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))],
                    Seconds: r.GetDouble(1)
                ),
            ("study", Study),
            ("number", number),
            ("point", Key(point, budget))
        )
            is [var found]
            ? found
            : null;

    internal void Save(int number, double[] point, double budget, IReadOnlyList<double> values, double seconds) =>
        database.Execute(
            "INSERT OR REPLACE INTO search_trials VALUES ($study, $number, $point, $value, $seconds)",
            ("study", Study),
            ("number", number),
            ("point", Key(point, budget)),
            ("value", Text(values)),
            ("seconds", seconds)
        );

    private static string Key(double[] point, double budget) => $"{Text([budget])} of {Text(point)}";

    private static string Text(IReadOnlyList<double> values) =>
        string.Join(' ', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
