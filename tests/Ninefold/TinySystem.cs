using System.Text.Json.Serialization;
using Ninefold.Data;
using Ninefold.Experiments;
using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Features.Views;
using Ninefold.Flows;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Neighbors;
using Ninefold.Models.Popularity;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;
using Ninefold.Problems;

namespace Ninefold.Tests;

/// <summary>Asks for items for a user.</summary>
public sealed record Ask(string User, int Count = 3);

/// <summary>Items, best first.</summary>
public sealed record Picks(IReadOnlyList<string> Items);

/// <summary>The item that the user took.</summary>
public sealed record Took(string Item);

/// <summary>
/// A small recommender with all that the engine does for one: 60 users who each like one of three kinds of items, two
/// ladders, a history, a feature set, and a stage that fails when it is told to.
/// </summary>
public sealed class TinySystem(TinyData? data = null) : MlSystem<Ask, Picks, Took, TinySystem.Parts>
{
    public const string Success = "hit_rate@3";
    private const int Candidates = 9;

    public static readonly HistoryView Taken = new("taken", "take");

    public static readonly FeatureSet<Pair> Pairs = new("pair")
    {
        { "popularity", p => p.Popularity },
        { "match", p => p.Match, new StandardScale(), "the share of the last four that is of the item's kind" },
    };

    private readonly TinyData data = data ?? new();

    public sealed record Parts(Catalogue Items, Learned<ICandidateSource> Source, Learned<FeatureScorer> Ranker);

    /// <summary>The items by number, the kind of each, and how often it was taken.</summary>
    public sealed record Catalogue(IReadOnlyList<string> Ids, IReadOnlyList<string> Kinds, int[] Takes)
    {
        [JsonIgnore]
        public Vocabulary Numbers { get; } = new(Ids);
    }

    /// <summary>An item for a user.</summary>
    public readonly record struct Pair(double Popularity, double Match);

    /// <summary>Which releases' flow fails.</summary>
    public Func<Parts, bool> Fails { get; set; } = _ => false;

    /// <summary>Called by every flow before it ranks.</summary>
    public Action<Call> WhileRanking { get; set; } = _ => { };

    public IReadOnlyList<Requirement> Requirements { get; init; } = [Require.BeatsHeuristic(Success)];

    /// <summary>Added to a feature: traffic that is unlike the training.</summary>
    public double Shift { get; set; }

    /// <summary>What the last training had from production.</summary>
    public IReadOnlyList<Observation> Lived { get; private set; } = [];

    /// <summary>Histories that are kept, but that nothing reads.</summary>
    public IReadOnlyList<HistoryView> MoreHistories { get; init; } = [];

    /// <summary>Views that are kept, but that training does not fill.</summary>
    public IReadOnlyList<FeatureView> MoreViews { get; init; } = [];

    /// <summary>Views that training fills with what was taken, and that every flow reads of its user.</summary>
    public IReadOnlyList<FeatureView> ReadViews { get; init; } = [];

    /// <summary>The strength of the ranker's penalty: a parameter of one rung.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>What a loaded release answers first.</summary>
    public IReadOnlyList<Ask> Asks { get; set; } = [];

    public RungBudget SourceBudget { get; init; } = new();

    public Operations Plan { get; init; } =
        new()
        {
            Success = Success,
            SuccessKinds = ["take"],
            Budget = TimeSpan.FromSeconds(10),
            Shadow = new() { MinimumRequests = 20, MaxP99Ratio = null },
            Canary = new() { MinimumRequests = 8, Guardrails = [new ErrorRateGuardrail(.01)] },
            CanaryShare = .3,
        };

    public override Problem Problem =>
        new()
        {
            Title = "Tiny",
            UseCase = "Tests of the engine.",
            BusinessGoal = "None.",
            Objective = "The taken item among the first three.",
            Input = "A user.",
            Output = "Items.",
            Target = "The next item.",
            Category = "ranking",
            Heuristic = "The most popular items.",
            Requirements = Requirements,
        };

    public override IReadOnlyList<Metric<Picks, Took>> Metrics =>
        [new HitRateAtK(3).Of<Picks, Took>(p => p.Items, t => [t.Item])];

    public override IReadOnlyList<Metric<Picks, Took>> MetricsWith(Parts parts) =>
        [new CatalogueCoverage<Picks, Took>(p => p.Items, parts.Items.Ids.Count)];

    public override IReadOnlyList<Slice<Case<Ask, Took>>> Slices =>
        [new("first users", c => string.CompareOrdinal(c.Request.User, "u30") < 0)];

    public override IReadOnlyList<FeatureSet> Features => [Pairs];

    public override IReadOnlyList<HistoryView> Histories => [Taken, .. MoreHistories];

    public override IReadOnlyList<FeatureView> Views => [.. MoreViews, .. ReadViews];

    public override Operations Operations => Plan;

    public override async ValueTask<Picks> Predict(Ask request, Parts parts, Call call)
    {
        if (ReadViews.Count > 0)
            await call.Read([.. ReadViews.Select(view => (view, request.User))]);
        var found = await Proposed(request.User, parts.Items, parts.Source.Model, call);
        call.Watch("candidates", found.Pairs.Length);
        var pairs = Array.ConvertAll(found.Pairs, p => p with { Match = p.Match + Shift });
        var scores = call.Stage(
            "rank",
            () =>
            {
                WhileRanking(call);
                return Fails(parts)
                    ? throw new InvalidOperationException("told to fail")
                    : call.Score<Pair>(parts.Ranker, pairs);
            }
        );
        var order = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).Take(request.Count);
        return new Picks([.. order.Select(i => parts.Items.Ids[found.Items[i]])]);
    }

    public override Task<Dataset<Ask, Took>> Collect(Run run)
    {
        Lived = run.Observations;
        var all = data.Interactions();
        var past = all.Where((_, row) => TinyData.TurnOf(row.At) < TinyData.Validation);
        var takes = new int[all.Items];
        foreach (var row in past.All)
            takes[row.Item]++;
        run.Keep("past", past);
        run.Keep("catalogue", new Catalogue(all.ItemIds.Ids, [.. all.ItemIds.Ids.Select(TinyData.KindOf)], takes));
        run.Keep("all the past", all.Where((_, row) => TinyData.TurnOf(row.At) < TinyData.Test));
        foreach (var view in Histories)
            run.Fill(view, all.Where((_, row) => TinyData.TurnOf(row.At) < TinyData.Rehearsal));
        if (ReadViews.Count > 0)
            run.Fill(
                ReadViews,
                Takes(all.Where((_, row) => TinyData.TurnOf(row.At) < TinyData.Rehearsal)).Concat(run.Observations)
            );
        return Task.FromResult(data.Split(all));
    }

    public override Parts Train(Past<Ask, Took> past, Run run)
    {
        var catalogue = run.Kept<Catalogue>("catalogue");
        var source = run.Climb(
            "source",
            run.Kept<Interactions>("past"),
            (ICandidateSource source) =>
                [
                    .. past.Validation.Select(c =>
                    {
                        var call = run.CallAt(c.At, run.Seed);
                        var (items, _) = Proposed(c.Request.User, catalogue, source, call).AsTask().Result;
                        return new Judged<IReadOnlyList<string>, Relevance>(
                            [.. items.Select(i => catalogue.Ids[i])],
                            [c.Outcome.Item],
                            c.Group
                        );
                    }),
                ],
            new HitRateAtK(Candidates),
            SourceBudget,
            new MostPopular(),
            new ItemKnn { Shrinkage = 1 }
        );
        var replayed = (catalogue, source);
        var ranker = run.Climb(
            "ranker",
            Pairs,
            run.Replay("pairs to train on", Pairs, past.Train, replayed, Labelled),
            run.Replay("pairs to choose on", Pairs, past.Validation, replayed, Labelled),
            new RocAuc(),
            new ByFeature("popularity"),
            new LogisticRegression { L2 = L2 }
        );
        return new(catalogue, run.Refit(source, run.Kept<Interactions>("all the past")), ranker);
    }

    public override IEnumerable<string> Validate(Ask request)
    {
        if (request.Count is < 1 or > 9)
            yield return $"'count' must be 1 to 9; got {request.Count}.";
        if (request.User.Length == 0)
            yield return "'user' must not be empty.";
    }

    public override IReadOnlyList<Ask> Examples => Asks;

    public override string? Subject(Ask request) => request.User;

    public override IEnumerable<Impression> Impressions(Picks answer) =>
        answer.Items.Select((item, place) => new Impression(item, place, 1));

    public override IEnumerable<Observation> Outcomes(Case<Ask, Took> past) =>
        [
            new()
            {
                Id = "0", // as impressions are numbered, too
                System = "",
                Kind = "take",
                At = past.At,
                Subject = past.Request.User,
                Item = past.Outcome.Item,
            },
        ];

    private static IEnumerable<Observation> Takes(Interactions past)
    {
        for (var user = 0; user < past.Users; user++)
            foreach (var row in past.Memory(user).ToArray())
                yield return TinyHome.Take(
                    past.UserIds[user],
                    past.ItemIds[row.Item],
                    DateTimeOffset.FromUnixTimeMilliseconds(row.At)
                );
    }

    private static async ValueTask<IReadOnlyList<(Pair Item, float Label)>> Labelled(
        Case<Ask, Took> past,
        (Catalogue Items, Learned<ICandidateSource> Source) parts,
        Call call
    )
    {
        var (items, pairs) = await Proposed(past.Request.User, parts.Items, parts.Source.Model, call);
        return [.. items.Zip(pairs, (i, p) => (p, parts.Items.Ids[i] == past.Outcome.Item ? 1f : 0))];
    }

    private static async ValueTask<(int[] Items, Pair[] Pairs)> Proposed(
        string user,
        Catalogue catalogue,
        ICandidateSource source,
        Call call
    )
    {
        var history = await call.History(Taken, user, catalogue.Numbers);
        var found = source.Find(new(-1, history, call.Now.ToUnixTimeMilliseconds(), Candidates));
        var kinds = history.ToArray().TakeLast(4).Select(row => catalogue.Kinds[row.Item]).ToList();
        return (
            [.. found.Select(f => f.Item)],
            [
                .. found.Select(f => new Pair(
                    catalogue.Takes[f.Item],
                    kinds.Count == 0 ? double.NaN : (double)kinds.Count(k => k == catalogue.Kinds[f.Item]) / kinds.Count
                )),
            ]
        );
    }
}
