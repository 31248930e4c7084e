using Ninefold.Data;
using Ninefold.Data.Catalog;

namespace Ninefold.Systems.TextSearch.Data;

/// <summary>
/// The Cranfield collection: 1,400 abstracts of aerodynamics, 225 questions, and which abstracts answer each. No server
/// is asked for it, since those that have it speak plain HTTP only; the user brings it.
/// </summary>
internal static class Cranfield
{
    public const string Documents = "cran.all.1400";
    public const string Queries = "cran.qry";
    public const string Judgements = "cranqrel";

    /// <summary>How many documents, queries and judgements there must be.</summary>
    public static readonly (int Documents, int Queries, int Judgements) Counts = (1400, 225, 1837);

    public static CatalogEntry Entry { get; } =
        new()
        {
            Id = "cranfield",
            Title = "The Cranfield collection",
            Licence = "handed on for research since the 1960s; states none of its own",
            Citation =
                "C. W. Cleverdon, \"The Cranfield tests on index language devices\", Aslib Proceedings 19(6), 1967.",
            Sample = new(
                SampleKind.Judgement,
                "abstracts of aerodynamics, and questions that their authors were asked to write down"
            ),
            Files = [Documents, Queries, Judgements],
            Tables = [],
            Sources = [],
        };
}
