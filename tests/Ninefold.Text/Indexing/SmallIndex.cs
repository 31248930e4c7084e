using Ninefold.Text.Indexing;

namespace Ninefold.Text.Tests.Indexing;

/// <summary>A handful of documents with all kinds of fields.</summary>
internal static class SmallIndex
{
    public static TextIndexOptions Options { get; } =
        new(new TextField("title", 2), new TextField("body"))
        {
            Keywords = ["kind", "tag"],
            Numbers = ["year"],
            Language = "en",
        };

    public static TextDocument[] Documents { get; } =
    [
        Document(
            "slipstream",
            "Wings in a slipstream",
            "A study of a wing in a propeller slipstream.",
            "study",
            1958,
            "wing",
            "air"
        ),
        Document(
            "heat",
            "Heat conduction",
            "Heat conduction in composite slabs, and aerodynamic heating.",
            "study",
            1962,
            "heat"
        ),
        Document(
            "flow",
            "Supersonic flow",
            "The aerodynamics of supersonic flow past a wing at rest.",
            "survey",
            1965,
            "air"
        ),
        Document("tunnel", "A wind tunnel", "How the tunnel was built, and its flow measured.", "report", 1965),
    ];

    public static TextIndex InMemory() => TextIndex.InMemory(Options, Documents);

    public static TextDocument Document(
        string id,
        string title,
        string body,
        string kind = "study",
        double year = 1960,
        params string[] tags
    ) =>
        new(id)
        {
            Texts = new Dictionary<string, string> { ["title"] = title, ["body"] = body },
            Keywords = new Dictionary<string, IReadOnlyList<string>> { ["kind"] = [kind], ["tag"] = tags },
            Numbers = new Dictionary<string, double> { ["year"] = year },
        };
}
