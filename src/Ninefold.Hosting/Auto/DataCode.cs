using Ninefold.Data.Tables;
using Ninefold.Models.Auto;

namespace Ninefold.Hosting.Auto;

/// <summary>Writes how the data is read, verified and split.</summary>
internal static class DataCode
{
    public static string Of(AutoNames names) =>
        $$"""
            using Ninefold.Data;
            using Ninefold.Data.Catalog;
            using Ninefold.Data.Splitting;
            using Ninefold.Data.Tables;
            using Ninefold.Data.Verification;
            using Ninefold.Models.Runs;

            namespace {{names.Name}};

            /// <summary>Step 4: reads {{Code.Comment(names.File)}}, verifies it, and splits it.</summary>
            internal static class {{names.Name}}Data
            {
                /// <summary>The file that the folder of the data must have.</summary>
                public const string FileName = {{Code.Text(names.File)}};
            {{Classes(names)}}
                private static readonly TableSchema Schema = new(
                    FileName,
                    [
                        {{Code.Lines(12, Columns(names))}}
                    ]
                );

                public static Task<Dataset<{{names.Name}}Request, {{names.Outcome}}>> Collect(Run run)
                {
                    var folder =
                        run.Data.Folder
                        ?? throw new InvalidDatasetException($"Name the folder that has {FileName} with --data.");
                    var table = {{Read(names)}};
                    SchemaVerification.Verify(FileName, [Schema], [table]).ThrowIfFailed();
                    List<Case<{{names.Name}}Request, {{names.Outcome}}>> cases = [.. Cases(table){{Order(names)}}];
                    var shares = new SplitShares(train: .6, validation: .15, test: .15, rehearsal: .1);
                    var split = {{Split(names)}};
                    var hash = FetchedDataset.HashOf(folder, [FileName]);
                    var info = new DatasetInfo({{Code.Text(names.Id)}}, $"the folder '{folder}'", table.Rows, hash);
                    return Task.FromResult(split.Of(info, cases) with { Report = run.Verify(info, [table]) });
                }

                private static IEnumerable<Case<{{names.Name}}Request, {{names.Outcome}}>> Cases(Table table)
                {
                    var outcomes = table.{{Outcomes(names)}}({{Code.Text(names.Plan.Target.Column)}});{{Groups(names)}}
                    for (var row = 0; row < table.Rows; row++)
                    {
                        if ({{Skipped(names)}})
                            continue;
                        var request = new {{names.Name}}Request
                        {
                            {{Code.Lines(16, names.Columns.Select(c => $"{names.PropertyOf(c.Name)} = {Cell(c)},"))}}
                        };
                        {{At(names)}}
                        yield return new(at, request, {{Outcome(names)}}, at, {{Group(names)}});
                    }
                }{{Cells(names)}}
            }

            """;

    private static string Classes(AutoNames names) =>
        names.Kind == TargetKind.Classes
            ? $$"""

                    /// <summary>What there is to be answered.</summary>
                    public static readonly string[] Classes =
                    [
                        {{Code.Lines(8, names.Plan.Target.Classes.Select(c => $"{Code.Text(c)},"))}}
                    ];

                    /// <summary>The class of the largest probability.</summary>
                    public static string MostProbable(IReadOnlyList<double> probabilities) =>
                        Classes[probabilities.Index().MaxBy(p => p.Item).Index];

                """
            : "";

    private static IEnumerable<string> Columns(AutoNames names)
    {
        string?[] needed = [names.Plan.Target.Column, names.Plan.Split.Column, .. names.Columns.Select(c => c.Name)];
        foreach (var column in names.Plan.Source.Schema.Columns.Where(c => needed.Contains(c.Name)))
        {
            var cells = names.Plan.Source.Table.Find(column.Name)!;
            var lacks = Enumerable.Range(0, cells.Count).Any(cells.IsMissing);
            yield return $"new({Code.Text(column.Name)}, ColumnType.{column.Type}){(lacks ? " { Missing = 1 }" : "")},";
        }
    }

    private static string Read(AutoNames names)
    {
        var isParquet = names.File.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase);
        var missing = names.Plan.Source.Missing;
        var format =
            missing.Count > 0 ? $", new() {{ Missing = [{string.Join(", ", missing.Select(Code.Text))}] }}" : ", null";
        return $"{(isParquet ? "ParquetFile" : "DelimitedFile")}.Read(Path.Combine(folder, FileName), Schema{(isParquet ? "" : format)}, run.Data.Columns, run.Cancellation)";
    }

    private static string Order(AutoNames names) =>
        names.Plan.Split.Kind switch
        {
            SplitKind.Time => ".OrderBy(c => c.At)",
            SplitKind.Group => ".OrderBy(c => c.Group, StringComparer.Ordinal)",
            _ => "",
        };

    private static string Split(AutoNames names) =>
        names.Plan.Split.Kind switch
        {
            SplitKind.Time => "TimeSplit.ByShares([.. cases.Select(c => c.At.ToUnixTimeMilliseconds())], shares)",
            SplitKind.Group => "GroupSplit.Of([.. cases.Select(c => c.Group)], shares, run.Seed)",
            _ when names.Plan.Target.IsClass =>
                "StratifiedSplit.Of([.. cases.Select(c => c.Outcome)], shares, run.Seed)",
            _ => "RandomSplit.Of(cases.Count, shares, run.Seed)",
        };

    private static string Outcomes(AutoNames names) => names.Plan.Target.IsClass ? "Texts" : "Numbers";

    private static string Skipped(AutoNames names)
    {
        var split = names.Plan.Split.Column;
        var known = names.Kind switch
        {
            TargetKind.Binary
                when names.Plan.Target.Notes.Any(n => n.StartsWith("The class", StringComparison.Ordinal)) =>
                $"outcomes.Text(row) is not ({string.Join(" or ", names.Plan.Target.Classes.Select(Code.Text))})",
            TargetKind.Classes => "!Classes.Contains(outcomes.Text(row))",
            _ => "outcomes.IsMissing(row)",
        };
        return split is null ? known : $"{known} || table.Find({Code.Text(split)})!.IsMissing(row)";
    }

    private static string Outcome(AutoNames names) =>
        names.Kind switch
        {
            TargetKind.Binary => $"outcomes.Text(row) == {Code.Text(names.Positive)}",
            TargetKind.Classes => "outcomes.Text(row)",
            _ => "outcomes.Values[row]",
        };

    private static string At(AutoNames names) =>
        names.Plan.Split.Kind == SplitKind.Time
            ? $"var at = Moment(table, {Code.Text(names.Plan.Split.Column!)}, row)!.Value;"
            : "var at = DateTimeOffset.UnixEpoch.AddMinutes(row); // no time is known: one row a minute";

    private static string Group(AutoNames names) =>
        names.Plan.Split.Kind == SplitKind.Group ? "groups.Text(row)" : "$\"{row}\"";

    private static string Groups(AutoNames names) =>
        names.Plan.Split.Kind == SplitKind.Group
            ? $"\n        var groups = table.Texts({Code.Text(names.Plan.Split.Column!)});"
            : "";

    private static string Cell(UsedColumn column)
    {
        var read = $"{Reader(column.Type)}(table, {Code.Text(column.Name)}, row)";
        return column.Missing > 0 ? read
            : column.Type == ColumnType.Text ? $"{read}!"
            : $"{read}!.Value";
    }

    private static string Reader(ColumnType type) =>
        type switch
        {
            ColumnType.Text => "Text",
            ColumnType.Timestamp => "Moment",
            _ => "Number",
        };

    private static string Cells(AutoNames names)
    {
        var types = names.Columns.Select(c => Reader(c.Type)).ToHashSet();
        if (names.Plan.Split.Kind == SplitKind.Time)
            types.Add("Moment");
        var needsNumbers = types.Contains("Number") || types.Contains("Moment");
        return (needsNumbers ? Number : "")
            + (types.Contains("Moment") ? Moment : "")
            + (types.Contains("Text") ? Text : "");
    }

    private const string Number = """


            private static double? Number(Table table, string column, int row) =>
                table.Numbers(column) is var numbers && numbers.IsMissing(row) ? null : numbers.Values[row];
        """;

    private const string Moment = """


            private static DateTimeOffset? Moment(Table table, string column, int row) =>
                Number(table, column, row) is { } at ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : null;
        """;

    private const string Text = """


            private static string? Text(Table table, string column, int row) =>
                table.Texts(column) is var texts && texts.IsMissing(row) ? null : texts.Text(row);
        """;
}
