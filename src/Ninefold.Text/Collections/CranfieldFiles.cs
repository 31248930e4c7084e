using System.Text;
using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Collections;

/// <summary>
/// The format of the Cranfield collection and others from its time: <c>.I</c> begins a record with its id, <c>.T</c>,
/// <c>.A</c>, <c>.B</c> and <c>.W</c> the lines of title, authors, source and text.
/// </summary>
public static class CranfieldFiles
{
    private const string Title = "title",
        Body = "body",
        Author = "author",
        Source = "source";

    /// <summary>
    /// Reads a collection. Documents have the text fields <c>title</c>, <c>body</c>, <c>author</c> and <c>source</c>.
    /// Queries are numbered by their order, from 1, as the judgements count them: the ids in the file of queries are others.
    /// </summary>
    /// <param name="documents">The path of the documents, <c>cran.all.1400</c>.</param>
    /// <param name="queries">The path of the queries, <c>cran.qry</c>.</param>
    /// <param name="judgements">The path of the judgements, <c>cranqrel</c>.</param>
    /// <exception cref="InvalidDatasetException">The files break their format; the first faults are listed with their lines.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static JudgedCollection Read(string documents, string queries, string judgements)
    {
        var faults = new Faults();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var texts = new List<TextDocument>();
        foreach (var record in Records(documents, faults))
        {
            if (!ids.Add(record.Id))
                faults.Add($"{record.Where}: the id '{record.Id}' was there before.");
            texts.Add(new(record.Id) { Texts = record.Fields });
        }
        var asked = Records(queries, faults)
            .Select((q, i) => ($"{i + 1}", q.Fields.GetValueOrDefault(Body, "")))
            .ToList();
        var judged = JudgementFile.Join(
            asked,
            JudgementFile.Read(judgements, faults),
            ids,
            Path.GetFileName(judgements),
            faults
        );
        faults.ThrowIfAny($"The collection in '{Path.GetDirectoryName(documents)}' cannot be read");
        return new(texts, judged);
    }

    private static IEnumerable<Record> Records(string path, Faults faults)
    {
        var (number, field) = (0, "");
        var (id, where, fields) = ("", "", new Dictionary<string, StringBuilder>());
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var place = $"{Path.GetFileName(path)}, line {number}";
            if (line.StartsWith(".I", StringComparison.Ordinal))
            {
                if (where.Length > 0)
                    yield return new(id, where, Joined(fields));
                (id, where, field, fields) = (line[2..].Trim(), place, "", []);
                if (id.Length == 0)
                    faults.Add($"{place}: .I must be followed by an id.");
            }
            else if (line.TrimEnd() is ".T" or ".A" or ".B" or ".W" && where.Length > 0)
                field = line[1] switch
                {
                    'T' => Title,
                    'A' => Author,
                    'B' => Source,
                    _ => Body,
                };
            else if (field.Length == 0)
            {
                if (!line.AsSpan().IsWhiteSpace())
                    faults.Add($"{place}: a line .I, .T, .A, .B or .W is needed before text, got '{Shown(line)}'.");
            }
            else
            {
                if (!fields.TryGetValue(field, out var text))
                    fields[field] = text = new();
                text.Append(text.Length > 0 ? "\n" : "").Append(line);
            }
        }
        if (where.Length > 0)
            yield return new(id, where, Joined(fields));
        else
            faults.Add($"{Path.GetFileName(path)}: there is no record; one begins with a line .I and its id.");
    }

    private static Dictionary<string, string> Joined(Dictionary<string, StringBuilder> fields) =>
        fields.ToDictionary(f => f.Key, f => f.Value.ToString());

    private static string Shown(string line) => line.Length > 40 ? line[..40] + "…" : line;

    private sealed record Record(string Id, string Where, Dictionary<string, string> Fields);
}
