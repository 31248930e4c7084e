using Ninefold.Data.Tables;
using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Features.Views;
using Ninefold.Models;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Runs;

public sealed class RunTests : IDisposable
{
    private readonly TinyHome home = new();

    public void Dispose() => home.Dispose();

    [Fact]
    public void A_step_is_done_once_for_the_same_input()
    {
        foreach (var reused in new[] { false, true })
        {
            var run = home.NewRun();
            Assert.Equal(3, run.Step("sum", new[] { 1, 2 }, static (numbers, _) => numbers.Sum()));
            Assert.Equal([("sum", reused)], run.Steps.Select(s => (s.Name, s.Reused)));
        }
        var other = home.NewRun();
        Assert.Equal(4, other.Step("sum", new[] { 1, 3 }, static (numbers, _) => numbers.Sum()));
        Assert.False(other.Steps[0].Reused);
    }

    [Fact]
    public void Another_seed_or_code_does_it_again()
    {
        home.NewRun().Step("sum", 1, static (number, _) => number);
        foreach (var other in new[] { home.NewRun(seed: 2), home.NewRun(code: "other") })
        {
            other.Step("sum", 1, static (number, _) => number);
            Assert.False(other.Steps[0].Reused);
        }
    }

    [Fact]
    public void What_other_code_wrote_is_done_again_and_not_taken_for_nothing()
    {
        home.NewRun().Step("one", 1, static (_, _) => "text");
        var run = home.NewRun();
        Assert.Equal(7, run.Step("one", 1, static (_, _) => 7));
        Assert.False(run.Steps[0].Reused);
    }

    [Fact]
    public void A_trainer_is_known_by_its_parameters()
    {
        home.NewRun().Fit("scale", new Scale(2), 10);
        var run = home.NewRun();
        Assert.Equal(
            [20, 30, 20],
            [run.Fit("scale", new Scale(2), 10), run.Fit("scale", new Scale(3), 10), run.Fit("again", new Scale(2), 10)]
        );
        Assert.Equal([true, false, true], run.Steps.Select(s => s.Reused));
    }

    [Fact]
    public void A_member_of_an_ensemble_is_trained_once()
    {
        var run = home.NewRun();
        run.Fit("alone", new Scale(2), 10);
        Assert.Equal(21, run.Fit("both", new PlusOne(new Scale(2)), 10));
        Assert.Equal(
            [("alone", false), ("both: scale", true), ("both", false)],
            run.Steps.Select(s => (s.Name, s.Reused))
        );
    }

    [Fact]
    public void Nothing_begins_once_the_run_was_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var run = home.NewRun(cancellation: stop.Token);
        Assert.Throws<OperationCanceledException>(() => run.Fit("scale", new Scale(2), 10));
        Assert.Empty(run.Steps);
    }

    [Fact]
    public void What_was_not_kept_is_an_error_that_lists_what_was()
    {
        var run = home.NewRun();
        run.Keep("catalogue", 1);
        Assert.Equal(1, run.Kept<int>("catalogue"));
        Assert.Equal(
            "Collect kept no 'films'. It kept: catalogue.",
            Assert.Throws<KeyNotFoundException>(() => run.Kept<int>("films")).Message
        );
    }

    [Fact]
    public void Prepared_vectors_are_a_step_that_is_done_again_for_other_items_or_encoders()
    {
        var (fitted, other) = (Scorer(1, 2), Scorer(1, 3));
        foreach (
            var (learned, items, reused) in new[]
            {
                (fitted, new[] { 1, 2 }, false),
                (fitted, [1, 2], true),
                (fitted, [1, 3], false),
                (other, [1, 2], false),
            }
        )
        {
            var run = home.NewRun();
            var prepared = run.Prepare(
                "ready",
                Numbers,
                learned,
                items,
                static some => [.. some.Select(i => ($"{i}", i))]
            );
            Assert.Equal(items.Select(i => $"{i}"), prepared.Ids);
            Assert.Equal(learned.Model.Features.Fingerprint, prepared.Fingerprint);
            Assert.Equal([reused], run.Steps.Select(s => s.Reused));
        }
        var seed = 1;
        Assert.Contains(
            "captures",
            Assert
                .Throws<ArgumentException>(() =>
                    home.NewRun().Prepare("ready", Numbers, fitted, 1, i => [($"{i}", i + seed)])
                )
                .Message
        );
    }

    [Fact]
    public void Rows_of_a_table_fill_its_views_and_what_counts_nothing_is_known()
    {
        var run = home.NewRun();
        var source = new TableSource("shop", ViewEntity.Item, ["size"]);
        var rows = new Table(
            "shop.csv",
            [
                TextColumn.From("item", ["x", "x"]),
                new NumberColumn("valid_from", [5, 2]),
                new NumberColumn("size", [50, 20]),
            ]
        );
        run.Fill(source.Views, rows);
        Assert.Equal(20, run.Store.Read(source["size"], "x", DateTimeOffset.FromUnixTimeMilliseconds(5)).All[0]);
        Assert.Equal(50, run.Store.Read(source["size"], "x", DateTimeOffset.FromUnixTimeMilliseconds(6)).All[0]);
        Assert.Empty(run.Uncounted);
        run.Fill([source["size"] with { Name = "other", Kinds = ["shop.sise"] }], rows);
        Assert.EndsWith("there are: shop.size (2).", run.Uncounted["other"]);
    }

    private static Learned<FeatureScorer> Scorer(params int[] train)
    {
        var table = Numbers.Table(train, [0, 1]);
        var fitted = Numbers.Fit(table);
        var rows = fitted.Encode(table);
        return new("l", "r", new(fitted, new LogisticRegression().Fit(new(rows, rows), new TrainingContext(1))));
    }

    private static readonly FeatureSet<int> Numbers = new("number") { { "value", i => i, new StandardScale() } };

    public sealed record Scale(int Factor) : ITrainer<int, int>
    {
        public string Name => "scale";

        public int Fit(int data, TrainingContext context) => data * Factor;
    }

    public sealed record PlusOne(ITrainer<int, int> Inner) : ITrainer<int, int>
    {
        public string Name => "plus-one";

        public int Fit(int data, TrainingContext context) => context.Fit(Inner, data) + 1;
    }
}
