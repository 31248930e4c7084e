using Ninefold.Data;
using Ninefold.Data.Splitting;
using Ninefold.Flows;
using Ninefold.Metrics;

namespace Ninefold.Bench.Recommenders;

/// <summary>What a model finds for every user among all items not seen before, beside what came next.</summary>
internal sealed record Answers(List<Judged<IReadOnlyList<string>, Relevance>> Judged, double MicrosecondsAnAnswer)
{
    private const int Longest = 20;

    public static RankingMetric Ndcg { get; } = new Ndcg(10);

    public static IReadOnlyList<RankingMetric> Metrics { get; } = [Ndcg, new RecallAtK(20), new HitRateAtK(10)];

    public static Answers Of(ICandidateSource model, IReadOnlyList<HeldOut> cases, Interactions all)
    {
        var judged = new List<Judged<IReadOnlyList<string>, Relevance>>(cases.Count);
        // Asked one after the other, so that the processor's time is the model's.
        var asked = cases.Select(held => Asked(held)).ToList();
        var started = Environment.CpuUsage.TotalTime;
        var found = asked.ConvertAll(query => model.Find(query));
        var time = Environment.CpuUsage.TotalTime - started;
        foreach (var (held, items) in cases.Zip(found))
        {
            var seen = held.History.ToArray().Select(row => row.Item).ToHashSet();
            var list = items.Where(f => !seen.Contains(f.Item)).Take(Longest).Select(f => all.ItemIds[f.Item]);
            var right = held.Items.ToArray().Select(row => all.ItemIds[row.Item]).ToArray();
            judged.Add(new([.. list], Relevance.Of(right), all.UserIds[held.User]));
        }
        return new(judged, time.TotalMicroseconds / cases.Count);
    }

    private static CandidateQuery Asked(HeldOut held) =>
        new(held.User, held.History, held.At, Longest + held.History.Length);

    /// <summary>Of all that could be shown, what was.</summary>
    public double Coverage(Interactions all) =>
        new CatalogueCoverage<IReadOnlyList<string>, Relevance>(list => list.Take(10), all.Items).Compute(Judged);
}
