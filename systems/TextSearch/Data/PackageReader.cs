using System.Globalization;
using Ninefold.Data;
using Ninefold.Text.Collections;
using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch.Data;

/// <summary>Reads apt's package index: every package with tags becomes a document; the tags themselves are never searched.</summary>
internal static class PackageReader
{
    /// <summary>How many packages need this one.</summary>
    public const string Popularity = "popularity";

    /// <summary>How many kilobytes it takes on a disk.</summary>
    public const string Size = "installed_kb";

    /// <exception cref="InvalidDatasetException">There is no package with tags.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static JudgedCollection Read(string path, CancellationToken cancellation = default)
    {
        var (packages, needed) = (
            new Dictionary<string, Package>(StringComparer.Ordinal),
            new Dictionary<string, int>()
        );
        foreach (var stanza in Stanzas(path))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!stanza.TryGetValue("Package", out var name) || packages.ContainsKey(name))
                continue;
            foreach (var other in NeededBy(stanza))
                needed[other] = needed.GetValueOrDefault(other) + 1;
            if (stanza.TryGetValue("Tag", out var tags) && stanza.TryGetValue("Description", out var text))
                packages[name] = new(name, text, Values(tags), stanza);
        }
        if (packages.Count == 0)
            throw new InvalidDatasetException($"'{path}' must have packages with tags, but has none.");
        var documents = packages.Values.OrderBy(p => p.Name, StringComparer.Ordinal).ToList();
        return new(
            [.. documents.Select(p => Document(p, needed.GetValueOrDefault(p.Name)))],
            TagQueries.Of([.. documents.Select(p => (p.Name, p.Tags))])
        );
    }

    private static TextDocument Document(Package package, int needed) =>
        new(package.Name)
        {
            Texts = new Dictionary<string, string> { ["title"] = package.Name, ["body"] = package.Text },
            Keywords = new Dictionary<string, IReadOnlyList<string>>
            {
                ["section"] = [package.Stanza.GetValueOrDefault("Section", "unknown")],
            },
            Numbers = new Dictionary<string, double>
            {
                [Popularity] = needed,
                [Size] = double.TryParse(
                    package.Stanza.GetValueOrDefault("Installed-Size"),
                    CultureInfo.InvariantCulture,
                    out var kilobytes
                )
                    ? kilobytes
                    : 0,
            },
        };

    /// <summary>The packages that this one depends on or recommends, each once, without versions and further choices.</summary>
    private static IEnumerable<string> NeededBy(Dictionary<string, string> stanza) =>
        new[] { "Depends", "Pre-Depends", "Recommends" }
            .SelectMany(field => Values(stanza.GetValueOrDefault(field, "")))
            .Select(one => one.Split(' ', '|', '(', ':')[0])
            .Distinct(StringComparer.Ordinal);

    private static string[] Values(string list) =>
        list.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<Dictionary<string, string>> Stanzas(string path)
    {
        var (stanza, field) = (new Dictionary<string, string>(StringComparer.Ordinal), "");
        foreach (var line in File.ReadLines(path))
        {
            if (line.Length == 0)
            {
                if (stanza.Count > 0)
                    yield return stanza;
                (stanza, field) = (new(StringComparer.Ordinal), "");
            }
            else if (line[0] == ' ' && field.Length > 0)
                stanza[field] += "\n" + line.Trim();
            else if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                field = line[..colon];
                stanza[field] = line[(colon + 1)..].Trim();
            }
        }
        if (stanza.Count > 0)
            yield return stanza;
    }

    private sealed record Package(string Name, string Text, string[] Tags, Dictionary<string, string> Stanza);
}
