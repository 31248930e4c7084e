using System.Globalization;
using Ninefold.Data.Tables;

namespace Ninefold.Text.Collections;

/// <summary>
/// Judgements one a line, columns apart by blanks: TREC's four (query, iteration, document, grade), or the three of
/// Cranfield without the iteration.
/// </summary>
internal static class JudgementFile
{
    /// <summary>The grades by query and document. Faults are added with file and line.</summary>
    public static Dictionary<string, Dictionary<string, double>> Read(string path, Faults faults)
    {
        var all = new Dictionary<string, Dictionary<string, double>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.AsSpan().IsWhiteSpace())
                continue;
            var where = $"{Path.GetFileName(path)}, line {number}";
            var columns = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length is not (3 or 4))
                faults.Add(
                    $"{where}: 4 columns (query, iteration, document, grade) or 3 without the iteration are needed, got {columns.Length}."
                );
            else if (
                !double.TryParse(columns[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var grade)
                || !double.IsFinite(grade)
            )
                faults.Add($"{where}: the grade must be a number, got '{columns[^1]}'.");
            else
            {
                if (!all.TryGetValue(columns[0], out var grades))
                    all[columns[0]] = grades = new(StringComparer.Ordinal);
                if (!grades.TryAdd(columns[^2], grade))
                    faults.Add(
                        $"{where}: the document '{columns[^2]}' was judged before for the query '{columns[0]}'."
                    );
            }
        }
        return all;
    }

    /// <summary>Queries with their judgements. Judgements of what is not there are faults.</summary>
    public static IReadOnlyList<JudgedQuery> Join(
        IReadOnlyList<(string Id, string Text)> queries,
        Dictionary<string, Dictionary<string, double>> judgements,
        IReadOnlySet<string> documents,
        string file,
        Faults faults
    )
    {
        foreach (var query in judgements.Keys.Except(queries.Select(q => q.Id), StringComparer.Ordinal))
            faults.Add($"{file}: there is no query '{query}'.");
        foreach (var (query, grades) in judgements)
        foreach (var document in grades.Keys.Where(d => !documents.Contains(d)))
            faults.Add($"{file}: there is no document '{document}', which is judged for the query '{query}'.");
        return [.. queries.Select(q => new JudgedQuery(q.Id, q.Text, judgements.GetValueOrDefault(q.Id) ?? []))];
    }
}
