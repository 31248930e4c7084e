using System.Text.Json;
using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Text.Indexing;

namespace Ninefold.Text.Collections;

/// <summary>A collection of the user's own: a folder with <c>documents.jsonl</c>, and <c>queries.tsv</c> and <c>qrels</c> where it is judged.</summary>
public static class CollectionFolder
{
    private const string Documents = "documents.jsonl",
        Queries = "queries.tsv";

    /// <summary>Either name will do.</summary>
    private static readonly string[] Judgements = ["qrels", "qrels.tsv", "qrels.txt"];

    /// <summary>
    /// Reads a folder. <c>documents.jsonl</c> has one object a line with its <c>id</c>; other members that are text
    /// become text fields, lists of text keyword fields, numbers number fields, and null is nothing. <c>queries.tsv</c>
    /// has an id, a tab and the query a line; <c>qrels</c> has TREC's four columns. Without the last two there are no queries.
    /// </summary>
    /// <exception cref="InvalidDatasetException">Files are missing or break their format; the first faults are listed with their lines.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static JudgedCollection Read(string folder)
    {
        var faults = new Faults();
        var documents = ReadDocuments(Path.Combine(folder, Documents), faults);
        var (queries, judged) = (new List<(string, string)>(), new Dictionary<string, Dictionary<string, double>>());
        var judgements = Judgements.FirstOrDefault(name => File.Exists(Path.Combine(folder, name)));
        if (File.Exists(Path.Combine(folder, Queries)))
            queries = ReadQueries(Path.Combine(folder, Queries), faults);
        else if (judgements is not null)
            faults.Add($"{judgements} judges queries, but there is no {Queries}.");
        if (judgements is not null)
            judged = JudgementFile.Read(Path.Combine(folder, judgements), faults);
        var ids = documents.Select(d => d.Id).ToHashSet(StringComparer.Ordinal);
        var joined = JudgementFile.Join(queries, judged, ids, judgements ?? "", faults);
        faults.ThrowIfAny($"The collection in '{folder}' cannot be read");
        return new(documents, joined);
    }

    private static List<TextDocument> ReadDocuments(string path, Faults faults)
    {
        var documents = new List<TextDocument>();
        if (!File.Exists(path))
        {
            faults.Add($"{Documents} is missing.");
            return documents;
        }
        var (ids, number) = (new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.AsSpan().IsWhiteSpace())
                continue;
            var where = $"{Documents}, line {number}";
            try
            {
                using var json = JsonDocument.Parse(line);
                if (Document(json.RootElement, where, faults) is not { } document)
                    continue;
                if (!ids.Add(document.Id))
                    faults.Add($"{where}: the id '{document.Id}' was there before.");
                documents.Add(document);
            }
            catch (JsonException e)
            {
                faults.Add($"{where}: this is not JSON, from character {e.BytePositionInLine + 1} on.");
            }
        }
        if (number == 0)
            faults.Add($"{Documents} is empty.");
        return documents;
    }

    private static TextDocument? Document(JsonElement json, string where, Faults faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{where}: an object is needed, got {Kind(json)}.");
            return null;
        }
        var (id, texts, numbers) = ("", new Dictionary<string, string>(), new Dictionary<string, double>());
        var keywords = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var member in json.EnumerateObject())
        {
            var value = member.Value;
            if (member.Name == "id")
                id = value.ValueKind switch
                {
                    JsonValueKind.String => value.GetString()!,
                    JsonValueKind.Number => value.GetRawText(),
                    _ => "",
                };
            else if (value.ValueKind == JsonValueKind.String)
                texts[member.Name] = value.GetString()!;
            else if (value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number))
                numbers[member.Name] = number;
            else if (
                value.ValueKind == JsonValueKind.Array
                && value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String)
            )
                keywords[member.Name] = [.. value.EnumerateArray().Select(v => v.GetString()!)];
            else if (value.ValueKind != JsonValueKind.Null)
                faults.Add($"{where}: '{member.Name}' must be text, a list of texts or a number, got {Kind(value)}.");
        }
        if (id.Length > 0)
            return new(id)
            {
                Texts = texts,
                Keywords = keywords,
                Numbers = numbers,
            };
        faults.Add($"{where}: 'id' must be there and not empty, a text or a number.");
        return null;
    }

    private static List<(string, string)> ReadQueries(string path, Faults faults)
    {
        var (queries, ids, number) = (new List<(string, string)>(), new HashSet<string>(StringComparer.Ordinal), 0);
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.AsSpan().IsWhiteSpace())
                continue;
            var columns = line.Split('\t');
            if (columns.Length != 2 || columns[0].Length == 0)
                faults.Add(
                    $"{Queries}, line {number}: an id, one tab and the query are needed, got {columns.Length - 1} tabs."
                );
            else if (!ids.Add(columns[0]))
                faults.Add($"{Queries}, line {number}: the id '{columns[0]}' was there before.");
            else
                queries.Add((columns[0], columns[1]));
        }
        return queries;
    }

    private static string Kind(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            _ => json.GetRawText(),
        };
}
