using Ninefold.Features;
using Ninefold.Metrics;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Runs;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Runs;

public sealed class LadderTests : IDisposable
{
    private const int Cases = 200;
    private readonly TinyHome home = new();

    /// <summary>Knows the answer to a share of the cases: those whose number modulo 100 is below it.</summary>
    public sealed record Guesser(string Name, int Percent, int Bytes = 0) : ITrainer<string, Guesses>
    {
        public Guesses Fit(string data, TrainingContext context) => new(Percent, new byte[Bytes]);
    }

    public sealed record Guesses(int Percent, byte[] Ballast);

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_rung_is_taken_only_where_it_is_better_beyond_the_noise()
    {
        var run = NewRun();
        var learned = Climb(
            run,
            new("rule", 50),
            new("alike", 51),
            new("better", 70),
            new("worse", 30),
            new("best", 90)
        );
        Assert.Equal(("guess", "best", 90), (learned.Name, learned.Rung, learned.Model.Percent));
        var rungs = run.Ladders.Single().Rungs;
        Assert.Equal([.5, .51, .7, .3, .9], rungs.Select(r => r.Value));
        Assert.Equal("the heuristic to beat", rungs[0].Why);
        Assert.EndsWith("against rule: within the noise", rungs[1].Why);
        Assert.EndsWith("against rule: taken", rungs[2].Why);
        Assert.EndsWith("against better: worse", rungs[3].Why);
        Assert.EndsWith("against better: taken", rungs[4].Why);
        Assert.Equal([false, false, false, false, true], rungs.Select(r => r.Chosen));
        Assert.All(rungs, r => Assert.InRange(r.Value, r.Low, r.High));
        Assert.Equal(Cases, run.Ladders.Single().Cases);
    }

    [Fact]
    public void Rungs_of_several_classes_are_judged_by_the_probability_of_each()
    {
        var run = NewRun();
        var features = new FeatureSet<int>("number") { { "value", n => n % 30 } };
        var learned = run.Climb(
            "third",
            features,
            Thirds(0, 300),
            Thirds(300, 450),
            new TopKAccuracy(1),
            new ClassShares(),
            new MultinomialRegression()
        );
        Assert.Equal("multinomial-regression", learned.Rung);
        var rungs = run.Ladders.Single().Rungs;
        Assert.Equal(1 / 3.0, rungs[0].Value, 1e-9);
        Assert.True(rungs[1].Value > .9, $"{rungs[1].Value}");

        FeatureTable Thirds(int from, int to)
        {
            int[] numbers = [.. Enumerable.Range(from, to - from)];
            return features.Table(numbers, [.. numbers.Select(n => (float)(n % 30 / 10))]);
        }
    }

    [Fact]
    public void A_loss_is_better_where_it_is_smaller()
    {
        var learned = ClimbBy(NewRun(), new Misses(), new(), new("rule", 50), new("better", 70), new("worse", 30));
        Assert.Equal("better", learned.Rung);
    }

    [Fact]
    public void A_rung_that_costs_too_much_is_passed_over_but_the_heuristic_never_is()
    {
        var run = NewRun();
        var budget = new RungBudget(Bytes: 1000);
        var learned = ClimbBy(run, new Hits(), budget, new("rule", 50, 5000), new("large", 90, 5000), new("small", 70));
        Assert.Equal("small", learned.Rung);
        var why = run.Ladders.Single().Rungs[1].Why;
        Assert.Contains("against rule: taken, but ", why);
        Assert.EndsWith("bytes, over 1,000", why);
        Assert.Equal(
            "rule",
            ClimbBy(NewRun(), new Hits(), new(Microseconds: 0), new("rule", 50), new("best", 90)).Rung
        );
        Assert.Equal(
            "rule",
            ClimbBy(NewRun(), new Hits(), new(TrainSeconds: -1), new("rule", 50), new("best", 90)).Rung
        );
    }

    [Fact]
    public void A_gain_must_be_above_its_price()
    {
        var run = NewRun();
        // 2 for each megabyte: 50,000 bytes cost .1, and a serialised guesser hardly more.
        var budget = new RungBudget { Prices = new(Megabyte: 2) };
        var learned = ClimbBy(
            run,
            new Hits(),
            budget,
            new("rule", 50),
            new("dear", 58, 50_000),
            new("worth", 80, 50_000)
        );
        Assert.Equal("worth", learned.Rung);
        var rungs = run.Ladders.Single().Rungs;
        Assert.Equal(.1, rungs[1].Price, .001);
        Assert.Contains(" at a price of +0.10", rungs[1].Why);
        Assert.EndsWith(": not worth its price", rungs[1].Why);
        Assert.EndsWith(": taken", rungs[2].Why);
    }

    [Fact]
    public void A_cheaper_rung_may_lose_less_than_it_saves_and_a_readable_one_is_cheaper()
    {
        var run = NewRun();
        var budget = new RungBudget { Prices = new(Unreadable: .2, Readable: ["rule", "tree"]) };
        var learned = ClimbBy(run, new Hits(), budget, new("rule", 10), new("net", 81), new("tree", 80));
        Assert.Equal("tree", learned.Rung);
        var why = run.Ladders.Single().Rungs[2].Why;
        Assert.EndsWith("against net at a price of -0.2000: taken, for it loses less than it saves", why);
        Assert.Equal(
            "net",
            ClimbBy(NewRun(), new Hits(), budget, new("rule", 10), new("net", 81), new("tree", 50)).Rung
        );
        Assert.Throws<ArgumentException>(() => new RungPrices(Millisecond: -1, Unreadable: double.NaN));
        Assert.Equal(1.5 + 3 + 2 + .25, new RungPrices(1, 2, 4, .25).Of("x", 1500, 1_500_000, 30), 1e-12);
        Assert.Throws<ArgumentException>(() => new RungPrices { MemoryMegabyte = -1 });
        Assert.Equal(6, new RungPrices { MemoryMegabyte = 2 }.Of("x", 1500, 1_500_000, 30, 3_000_000), 1e-12);
    }

    [Fact]
    public void A_loss_has_its_price_too()
    {
        var budget = new RungBudget { Prices = new(Megabyte: 2) };
        Assert.Equal("rule", ClimbBy(NewRun(), new Misses(), budget, new("rule", 50), new("dear", 58, 50_000)).Rung);
        Assert.Equal("worth", ClimbBy(NewRun(), new Misses(), budget, new("rule", 50), new("worth", 80, 50_000)).Rung);
    }

    [Fact]
    public void A_policy_names_the_rung_and_is_not_reported()
    {
        var run = NewRun();
        Guesser[] rungs = [new("rule", 50), new("better", 70), new("best", 90)];
        Climb(run, rungs);
        run.Policy = RungPolicy.First;
        Assert.Equal("rule", Climb(run, rungs).Rung);
        run.Policy = new RungPolicy("better");
        Assert.Equal("better", Climb(run, rungs).Rung);
        Assert.Equal("better", run.Refit(Climb(run, rungs), "more").Rung);
        run.Policy = new RungPolicy("of another ladder");
        Assert.Equal("rule", Climb(run, rungs).Rung);
        Assert.Equal("best", run.Ladders.Single().ChosenRung?.Name);
    }

    [Fact]
    public void Refitting_trains_the_chosen_rung_on_other_data()
    {
        var run = NewRun();
        var learned = run.Refit(Climb(run, new("rule", 50), new("best", 90)), "all the past");
        Assert.Equal(("guess", "best", 90), (learned.Name, learned.Rung, learned.Model.Percent));
        Assert.Equal("guess: best on all the past", run.Steps[^1].Name);
        Assert.False(run.Steps[^1].Reused);
    }

    [Fact]
    public void Rungs_have_different_names()
    {
        var error = Assert.Throws<ArgumentException>(() => Climb(NewRun(), new("rule", 50), new("rule", 60)));
        Assert.Equal("The ladder 'guess' needs rungs of different names; got rule, rule.", error.Message);
        Assert.Throws<ArgumentException>(() => Climb(NewRun()));
    }

    [Fact]
    public void A_metric_without_an_interval_cannot_choose()
    {
        var error = Assert.Throws<MetricUndefinedException>(() =>
            ClimbBy(NewRun(), new Uncertain(), new(), new("rule", 50), new("best", 90))
        );
        Assert.Contains("no interval", error.Message);
    }

    private Run NewRun() => home.NewRun();

    private static Learned<Guesses> Climb(Run run, params IReadOnlyList<Guesser> rungs) =>
        ClimbBy(run, new Hits(), new(), rungs);

    private static Learned<Guesses> ClimbBy(
        Run run,
        Metric<bool, bool> metric,
        RungBudget budget,
        params IReadOnlyList<Guesser> rungs
    ) =>
        run.Climb(
            "guess",
            "data",
            (Guesses model) =>
                [
                    .. Enumerable
                        .Range(0, Cases)
                        .Select(i => new Judged<bool, bool>(i % 100 < model.Percent, true, $"{i}")),
                ],
            metric,
            budget,
            rungs
        );

    private class Hits : Metric<bool, bool>
    {
        public override string Name => "hits";

        public override WeightedValue Prepare(IReadOnlyList<Judged<bool, bool>> judged) =>
            weights =>
            {
                var (hits, all) = (0.0, 0.0);
                for (var i = 0; i < weights.Length; i++)
                    (hits, all) = (hits + (judged[i].Output == Hit ? weights[i] : 0), all + weights[i]);
                return hits / all;
            };

        protected virtual bool Hit => true;
    }

    private sealed class Misses : Hits
    {
        public override bool HigherIsBetter => false;
        protected override bool Hit => false;
    }

    private sealed class Uncertain : Hits
    {
        public override bool HasInterval => false;
    }
}
