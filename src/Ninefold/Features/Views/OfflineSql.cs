using System.Globalization;

namespace Ninefold.Features.Views;

/// <summary>
/// The query that computes a view: the observations and the rows asked for in one stream, sorted by entity and moment, on
/// which every value is an aggregate over a range of earlier milliseconds. A range ends 1 ms before its row, so nothing of
/// the row's own instant or later can count.
/// </summary>
/// <param name="view">The definition.</param>
internal sealed class OfflineSql(FeatureView view)
{
    /// <summary>Half-lives in a block of time, within which weights of the decayed mean are added up without overflow.</summary>
    private const int HalfLivesPerBlock = 500;

    private bool NeedsDecay => view.Aggregates.Any(a => a is Aggregate.Decayed);
    private bool NeedsTies => view.Aggregates.Any(a => a == Aggregate.First || a == Aggregate.Last);
    private IEnumerable<Window.Visit> Sessions => view.Windows.OfType<Window.Visit>();
    private bool NeedsLatest => NeedsDecay || view.MaxAge is not null || Sessions.Any();

    /// <summary>
    /// Reads the tables <c>entity (name, number)</c> and <c>asked (place, number, ms)</c>; each line of the answer is a
    /// place and the values of the view's columns there, of which missing ones are null.
    /// </summary>
    /// <param name="files">Parquet files of observations.</param>
    public string Of(IReadOnlyList<string> files)
    {
        var (entity, other) = view.Entity == ViewEntity.Subject ? ("subject", "item") : ("item", "subject");
        var values = view.Windows.SelectMany(w => view.Aggregates.Select(a => Value(a, w)));
        return $"""
            WITH seen AS (
                SELECT DISTINCT id, number, epoch_ms(happened_at) AS ms, coalesce(value, 1) AS value, {Hashed(
                other
            )} AS other
                FROM read_parquet([{string.Join(", ", files.Select(Quoted))}]) JOIN entity ON name = {entity}
                WHERE kind IN ({string.Join(", ", view.Kinds.Select(Quoted))}){Filter}
            ), stream AS (
                SELECT NULL::INTEGER AS place, number, ms, value, other FROM seen
                UNION ALL
                SELECT place, number, ms, NULL, NULL FROM asked
            ), dated AS (
                SELECT *{Dated} FROM stream
            ), begun AS (
                SELECT *{Begun} FROM dated
            ), valued AS (
                SELECT place{Age}, {string.Join(",\n        ", values.Select((v, i) => $"{v} AS v{i}"))}
                FROM begun
                WINDOW {string.Join(",\n        ", view.Windows.SelectMany(Frames))}
            )
            SELECT place, {string.Join(
                ", ",
                view.Columns.Select((_, i) => $"{Young}v{i}{(view.MaxAge is null ? "" : " END")}")
            )}
            FROM valued WHERE place IS NOT NULL
            """;
    }

    // Counterparts are only told apart where they are counted: without them there is less to sort.
    private string Hashed(string other) =>
        view.Aggregates.Contains(Aggregate.DistinctCount) ? $"coalesce(hash({other}), 0)" : "0::UBIGINT";

    private string Filter =>
        (view.AtLeast is { } least ? $" AND coalesce(value, 1) >= {Number(least)}" : "")
        + (view.Below is { } below ? $" AND coalesce(value, 1) < {Number(below)}" : "");

    private string Dated =>
        (NeedsLatest ? $", max(CASE WHEN place IS NULL THEN ms END) OVER ({Sorted} {Earlier}) AS latest" : "")
        + (
            NeedsTies
                ? $", CASE WHEN place IS NULL THEN min(value) OVER ({Sorted} {Same}) END AS lowest, CASE WHEN place IS NULL THEN max(value) OVER ({Sorted} {Same}) END AS highest"
                : ""
        )
        + string.Concat(
            Decays().Select((d, i) => $", pow(2, (ms - {BlockOf("ms", d)}) / {Number(HalfLife(d))}) AS weight{i}")
        );

    // A session begins where the observation before is a gap away; the latest beginning is that of the latest session.
    private string Begun =>
        string.Concat(
            Sessions.Select(s =>
                $", max(CASE WHEN place IS NULL AND (latest IS NULL OR ms - latest >= {Length(s.Gap)}) THEN ms END) OVER ({Sorted} {Earlier}) AS {Begin(s)}"
            )
        );

    private string Age => view.MaxAge is null ? "" : ", ms - latest AS age";

    private string Young =>
        view.MaxAge is { } most ? $"CASE WHEN age IS NULL OR age <= {Math.Floor(most.TotalMilliseconds):F0} THEN " : "";

    private const string Sorted = "PARTITION BY number ORDER BY ms";
    private const string Earlier = "RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING";
    private const string Same = "RANGE BETWEEN CURRENT ROW AND CURRENT ROW";

    private IEnumerable<string> Frames(Window window)
    {
        var name = $"w{Place(view.Windows, window)}";
        yield return $"{name} AS ({Sorted} {(window is Window.Everything ? Earlier : $"RANGE BETWEEN {Reach(window)} PRECEDING AND 1 PRECEDING")})";
        foreach (var (decay, i) in Decays().Select((d, i) => (d, i)))
        {
            var block = BlockOf("latest", decay);
            yield return $"{name}_now{i} AS ({Sorted} RANGE BETWEEN {Since(window, block)} PRECEDING AND 1 PRECEDING)";
            yield return $"{name}_old{i} AS ({Sorted} RANGE BETWEEN {Since(window, $"({block} - {Block(decay)})")} PRECEDING AND coalesce(ms - {block} + 1, 1) PRECEDING)";
        }
    }

    /// <summary>How many milliseconds back a window goes; 0 where it is empty.</summary>
    private static string Reach(Window window) =>
        window switch
        {
            Window.Slide s => Length(s.Length),
            Window.Saw s => $"({Length(s.Length)} + (((ms - {Length(s.Length)}) % {s.Hop} + {s.Hop}) % {s.Hop}))",
            Window.Tumble t => $"((ms % {Length(t.Length)} + {Length(t.Length)}) % {Length(t.Length)})",
            Window.Visit v => $"CASE WHEN ms - latest < {Length(v.Gap)} THEN ms - {Begin(v)} ELSE 0 END",
            _ => throw new ArgumentException($"No range is known for the window '{window.Name}'."),
        };

    private static string Since(Window window, string moment) =>
        window is Window.Everything
            ? $"coalesce(ms - {moment}, 0)"
            : $"coalesce(least({Reach(window)}, ms - {moment}), 0)";

    private string Value(Aggregate aggregate, Window window)
    {
        var over = $"OVER w{Place(view.Windows, window)}";
        return aggregate switch
        {
            _ when aggregate == Aggregate.Count => $"(count(value) {over})::DOUBLE",
            _ when aggregate == Aggregate.Sum => $"coalesce(sum(value) {over}, 0)",
            _ when aggregate == Aggregate.Mean => $"avg(value) {over}",
            _ when aggregate == Aggregate.Min => $"min(value) {over}",
            _ when aggregate == Aggregate.Max => $"max(value) {over}",
            _ when aggregate == Aggregate.StandardDeviation => $"stddev_pop(value) {over}",
            _ when aggregate == Aggregate.First => $"first_value(lowest IGNORE NULLS) {over}",
            _ when aggregate == Aggregate.Last => $"last_value(highest IGNORE NULLS) {over}",
            _ when aggregate == Aggregate.DistinctCount => $"(count(DISTINCT other) {over})::DOUBLE",
            SketchAggregate => "NULL::DOUBLE", // is filled in by OfflineSketches
            Aggregate.Decayed d => DecayedMean(d, $"w{Place(view.Windows, window)}"),
            _ => throw new ArgumentException($"No query is known for the aggregate '{aggregate.Name}'."),
        };
    }

    // An observation's weight counts from the beginning of its block of time. Those in the block of the latest one are
    // added to those of the block before, scaled to the same beginning; anything older weighs less than 2^-500 of the latest.
    private string DecayedMean(Aggregate.Decayed decay, string window)
    {
        var i = Place(Decays(), decay);
        var scale = Number(double.Exp2(-Block(decay) / HalfLife(decay)));
        return $"({Total($"value * weight{i}")}) / ({Total($"CASE WHEN place IS NULL THEN weight{i} END")})";

        string Total(string what) =>
            $"sum({what}) OVER {window}_now{i} + coalesce(sum({what}) OVER {window}_old{i}, 0) * {scale}";
    }

    private List<Aggregate.Decayed> Decays() => [.. view.Aggregates.OfType<Aggregate.Decayed>()];

    private static long Block(Aggregate.Decayed decay) => Math.Max(1, (long)(HalfLivesPerBlock * HalfLife(decay)));

    private static string BlockOf(string moment, Aggregate.Decayed decay) =>
        $"(CAST(floor({moment} / {Block(decay)}.0) AS BIGINT) * {Block(decay)})";

    private static double HalfLife(Aggregate.Decayed decay) => decay.HalfLife.TotalMilliseconds;

    private static string Begin(Window.Visit session) => $"begin_{Length(session.Gap)}";

    private static string Length(TimeSpan time) =>
        ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => $"{value.ToString("R", CultureInfo.InvariantCulture)}::DOUBLE";

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static int Place<T>(IReadOnlyList<T> list, T wanted) => list.ToList().IndexOf(wanted);
}
