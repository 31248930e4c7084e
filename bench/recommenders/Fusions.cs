using Ninefold.Flows;
using Ninefold.Models.Ensembles;
using Ninefold.Models.Tuning;

namespace Ninefold.Bench.Recommenders;

/// <summary>The chosen models as one list: the best alone counts 1, and what each other counts is searched on the validation part.</summary>
internal static class Fusions
{
    private const int Trials = 24;
    private static readonly string[] Members = ["item-knn", "user-knn", "transitions", "als", "ease", "slim"];
    private static readonly Choice<double> Weights = new(0, .03, .1, .3, 1);

    public static Row Run(Dictionary<string, Chosen> chosen, Table table)
    {
        var first = Members.MaxBy(m => chosen[m].Row.Choice.Best)!;
        string[] names = [first, .. Members.Where(m => m != first)];
        var space = new SearchSpace<double[]>();
        for (var i = 1; i < names.Length; i++)
        {
            var place = i;
            space.Add(names[i], Weights, (w, value) => [.. w.Select((old, at) => at == place ? value : old)]);
        }
        double[] start = [1, .. names.Skip(1).Select(_ => .1)];
        var report = new ParzenSearch(Trials).Run(
            space,
            start,
            weights => Contender.OnValidation(Fused(weights, c => c.Before), table),
            new(Seed: 1),
            TimeProvider.System
        );
        var words = string.Join(", ", names.Zip(report.Best.Trainer, (name, weight) => $"{name} {weight}"));
        var seconds = names.Sum(name => chosen[name].Row.FitSeconds);
        return Contender.Judge(
            "fused",
            Fused(report.Best.Trainer, c => c.Model),
            seconds,
            table,
            new(report.Trials[0].Value, report.Best.Value, words)
        );

        FusedSourcesModel Fused(double[] weights, Func<Chosen, ICandidateSource> of)
        {
            var kept = weights.Index().Where(w => w.Item > 0).ToList();
            return new(
                [.. kept.Select(w => new NamedSource(names[w.Index], of(chosen[names[w.Index]])))],
                [.. kept.Select(w => w.Item)]
            );
        }
    }
}
