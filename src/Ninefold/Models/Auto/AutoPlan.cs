using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Features;

namespace Ninefold.Models.Auto;

/// <summary>
/// What is proposed for a table before anything is trained: the problem, the split, the features. Columns are judged by the
/// training rows alone wherever the target is looked at.
/// </summary>
/// <param name="Task">What was asked.</param>
/// <param name="Source">The table.</param>
/// <param name="Target">The target.</param>
/// <param name="Split">How its rows are split.</param>
/// <param name="Columns">The columns that are used.</param>
/// <param name="Dropped">Those that are not, with the reason.</param>
/// <param name="Features">What models see.</param>
/// <param name="Notes">What else should be known, in sentences.</param>
internal sealed record AutoPlan(
    AutoTask Task,
    GuessedTable Source,
    AutoTarget Target,
    ProposedSplit Split,
    IReadOnlyList<UsedColumn> Columns,
    IReadOnlyList<DroppedColumn> Dropped,
    IReadOnlyList<ProposedFeature> Features,
    IReadOnlyList<string> Notes
)
{
    /// <summary>The fewest rows that can be split, learned from and judged.</summary>
    public const int FewestRows = 50;

    /// <summary>Features are proposed by so many rows, or up to twice as many.</summary>
    private const int Sampled = 20_000;

    /// <summary>Plans.</summary>
    /// <param name="source">The table.</param>
    /// <param name="task">What is asked.</param>
    /// <exception cref="InvalidDatasetException">Nothing can be learned from it; all faults are listed.</exception>
    public static AutoPlan Of(GuessedTable source, AutoTask task)
    {
        var faults = Faults(source, task);
        var target = source.Table.Find(task.Target) is null ? null : AutoTarget.Of(source, task.Target, faults);
        if (target is { Rows.Length: < FewestRows })
            faults.Add(
                $"At least {FewestRows} rows with a '{task.Target}' are needed, but there are {target.Rows.Length}."
            );
        if (faults.Count > 0 || target is null)
            throw new InvalidDatasetException($"'{source.Table.Name}' cannot be learned from", faults);

        var split = ProposedSplit.Of(source, target, task);
        var (rows, labels) = Train(split, every: 1);
        var (some, someLabels) = Train(split, every: 1 + split.Parts.Train.Count / Sampled);
        var (used, dropped) = AutoColumns.Sort(source, target, task, split.Order);
        var suspects = used.Where(c => c.Name != split.Column)
            .Select(c => (c.Name, Why: Suspicion(source.Table.Find(c.Name)!)))
            .Where(c => c.Why is not null)
            .Select(c => new DroppedColumn(c.Name, $"WARNING: {c.Why}; it may be known only after the fact"))
            .ToList();
        UsedColumn[] columns = [.. used.Where(c => suspects.All(s => s.Name != c.Name))];
        var features = new FeatureProposal(source, some, someLabels, target.Kind).Of(columns, split.Column);
        if (features.Count == 0)
            throw new InvalidDatasetException(
                $"'{source.Table.Name}' leaves no column to learn '{task.Target}' from",
                [.. dropped.Concat(suspects).Select(d => $"'{d.Name}' was left out: {d.Why}.")]
            );
        return new(
            task,
            source,
            target,
            split,
            columns,
            [.. dropped, .. suspects],
            features,
            NotesOn(source, target, split)
        );

        // What holds without an error holds in a sample, which is quick to see.
        string? Suspicion(Column column) =>
            LeakSuspects.Why(column, some, someLabels, target.IsClass) is null
                ? null
                : LeakSuspects.Why(column, rows, labels, target.IsClass);
    }

    /// <summary>Every so many of the training rows, as places in the table, with their labels.</summary>
    private static (int[] Rows, float[] Labels) Train(ProposedSplit split, int every)
    {
        int[] taken = [.. split.Parts.Train.Where((_, i) => i % every == 0)];
        return ([.. taken.Select(row => split.Order[row])], [.. taken.Select(row => split.Labels[row])]);
    }

    /// <summary>The feature set, whose items are rows of the table.</summary>
    public FeatureSet<int> FeatureSet()
    {
        var set = new FeatureSet<int>("auto");
        foreach (var feature in Features)
            feature.AddTo(set, Source.Table);
        return set;
    }

    /// <summary>Some of the rows as a table of features.</summary>
    /// <param name="set">The feature set.</param>
    /// <param name="part">Places in the order of the split.</param>
    public FeatureTable Rows(FeatureSet<int> set, IReadOnlyList<int> part)
    {
        int[] rows = [.. part.Select(row => Split.Order[row])];
        return set.Table(rows, [.. part.Select(row => Split.Labels[row])], Groups(rows));
    }

    /// <summary>The groups of rows, numbered in order; null where each row stands alone.</summary>
    private int[]? Groups(int[] rows)
    {
        if (Split.Kind != SplitKind.Group)
            return null;
        var groups = Source.Table.Texts(Split.Column!);
        var numbers = new int[rows.Length];
        for (var row = 1; row < rows.Length; row++)
            numbers[row] = numbers[row - 1] + (groups.Text(rows[row]) == groups.Text(rows[row - 1]) ? 0 : 1);
        return numbers;
    }

    private static List<string> Faults(GuessedTable source, AutoTask task)
    {
        var faults = new List<string>();
        var names = source.Table.Columns.Select(c => c.Name).ToList();
        (string What, string? Name)[] named = [("target", task.Target), ("time", task.Time), ("group", task.Group)];
        foreach (var (what, name) in named)
            if (name is not null && !names.Contains(name))
                faults.Add($"There is no column '{name}' for the {what}. There are: {string.Join(", ", names)}.");
        if (named.Select(n => n.Name).OfType<string>().CountBy(n => n).Any(n => n.Value > 1))
            faults.Add("Target, time and group must be different columns.");
        if (task is { Time: not null, Group: not null })
            faults.Add("Rows are split by time or by group: name one of the two.");
        if (task.Time is { } time && names.Contains(time) && source.TypeOf(time) != ColumnType.Timestamp)
            faults.Add(
                $"The time '{time}' must hold moments in each cell (ISO 8601 such as 2024-05-31T12:00:00Z, Unix seconds or milliseconds), but holds texts such as '{Example(source.Table, time)}'."
            );
        if (names.Count > source.Table.Rows)
            faults.Add(
                $"There must be more rows than columns, but there are {source.Table.Rows:N0} rows and {names.Count:N0} columns."
            );
        return faults;
    }

    private static string Example(Table table, string column)
    {
        var cells = table.Find(column)!;
        return cells.Text(Enumerable.Range(0, cells.Count).FirstOrDefault(row => !cells.IsMissing(row)));
    }

    private static IReadOnlyList<string> NotesOn(GuessedTable source, AutoTarget target, ProposedSplit split)
    {
        List<string> notes = [.. target.Notes];
        if (target.Rows.Length - split.Order.Length is > 0 and var without)
            notes.Add($"{without:N0} rows without a '{split.Column}' were left out.");
        if (source.Nameless > 0)
            notes.Add($"{source.Nameless} columns without a name were left out.");
        if (source.Missing.Count > 0)
            notes.Add($"Cells of {string.Join(", ", source.Missing.Select(m => $"'{m}'"))} were read as empty.");
        if (target.Kind == TargetKind.Classes && source.TypeOf(target.Column) == ColumnType.Number)
            notes.Add($"'{target.Column}' takes {target.Classes.Count} whole values, which were taken for classes.");
        if (target.Kind == TargetKind.Amount)
            notes.Add($"'{target.Column}' has a few very large values, so ln(1 + {target.Column}) is learned.");
        return notes;
    }
}
