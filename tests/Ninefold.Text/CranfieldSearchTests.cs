using Ninefold.Metrics;
using Ninefold.Text.Collections;
using Ninefold.Text.Indexing;
using Ninefold.Text.Tests.Collections;

namespace Ninefold.Text.Tests;

/// <summary>Retrieval on the Cranfield collection: every judged document counts as relevant, whatever its grade.</summary>
public sealed class CranfieldSearchTests
{
    private const int Depth = 1000;
    private const int Folds = 5;

    private static readonly (string Language, double Title)[] Analyses = [("en", 0), ("en", .5)];
    private static readonly double[] K1 = [1.2, 2];
    private static readonly double[] B = [.5, .75];

    [Fact]
    public void Bm25_reaches_a_MAP_of_041_with_its_parameters_chosen_on_other_queries()
    {
        var collection = Cranfield.Read();
        var precisions = new Dictionary<string, double[]>();
        foreach (var (language, title) in Analyses)
        foreach (var k1 in K1)
        foreach (var b in B)
            precisions[$"{language} title {title} k1 {k1} b {b}"] = AveragePrecisions(
                collection,
                new(Fields(title))
                {
                    Language = language,
                    K1 = k1,
                    B = b,
                }
            );
        var sum = 0.0;
        for (var fold = 0; fold < Folds; fold++)
        {
            var chosen = precisions.MaxBy(p => p.Value.Where((_, query) => query % Folds != fold).Average());
            TestContext.Current.SendDiagnosticMessage(
                $"fold {fold}: {chosen.Key}, over all {chosen.Value.Average():F4}"
            );
            sum += chosen.Value.Where((_, query) => query % Folds == fold).Sum();
        }
        Assert.InRange(sum / collection.Queries.Count, .41, 1);
    }

    private static TextField[] Fields(double title) => title > 0 ? [new("title", title), new("body")] : [new("body")];

    private static double[] AveragePrecisions(JudgedCollection collection, TextIndexOptions options)
    {
        using var index = TextIndex.InMemory(
            options,
            collection.Documents.Select(d =>
                d with
                {
                    Texts = d.Texts.Where(t => options.Texts.Any(f => f.Name == t.Key)).ToDictionary(),
                }
            )
        );
        var metric = new AveragePrecisionAtK();
        return
        [
            .. collection.Queries.Select(query =>
            {
                string[] found =
                [
                    .. index.Search(new(query.Text) { Count = Depth, Documents = false }).Hits.Select(h => h.Id),
                ];
                return metric.Compute([new(found, query.Judged, query.Id)]);
            }),
        ];
    }
}
