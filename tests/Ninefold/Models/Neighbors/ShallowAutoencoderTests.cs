using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class ShallowAutoencoderTests : CandidateSourceContract
{
    protected override ICandidateSource Fit(Interactions data, TrainingContext context) =>
        new ShallowAutoencoder(L2: 5).Fit(data, context);

    // numpy: P = inv(AᵀA + 2 I); −P / diag(P), with a diagonal of 0.
    [Fact]
    public void The_weights_are_those_of_the_closed_form()
    {
        double[] expected =
        [
            .. new[] { 0, .45688546, .18289086, .243607, -.02985075 },
            .. new[] { .47779273, 0, .1519174, -.09959623, .31343284 },
            .. new[] { .16689098, .13256113, 0, .21130552, .29850746 },
            .. new[] { .243607, -.0952381, .23156342, 0, .02985075 },
            .. new[] { -.02960969, .2972973, .32448378, .02960969, 0 },
        ];
        var model = new ShallowAutoencoder(L2: 2, HalfLife: null).Fit(SmallTable.Make(), new(1));
        Assert.Equal(expected, Dense(model), (a, b) => Math.Abs(a - b) < 1e-6);
        var history = new Interaction[] { new(0, 1, 0), new(4, 1, 1) };
        var found = model.Find(new(-1, history, 2, 2));
        Assert.Equal([1, 2], found.Select(f => f.Item));
        Assert.Equal(.45688546 + .2972973, found[0].Score, 1e-6);
    }

    // Over users where they are fewer than the items, which must come to the same.
    [Fact]
    public void More_items_than_users_have_the_same_closed_form()
    {
        var random = new Random(3);
        var rows = Enumerable.Range(0, 40).Select(i => (i % 6, new Interaction(random.Next(11), 1, i))).ToList();
        var items = new Vocabulary([.. Enumerable.Range(0, 11).Select(i => $"i{i}")]);
        var few = Interactions.From(new([.. Enumerable.Range(0, 6).Select(i => $"u{i}")]), items, rows);
        var many = Interactions.From(new([.. Enumerable.Range(0, 12).Select(i => $"u{i}")]), items, rows);
        var trainer = new ShallowAutoencoder(L2: 2);
        Assert.Equal(
            Dense(trainer.Fit(many, new(1))),
            Dense(trainer.Fit(few, new(1, Threads: 2))),
            (a, b) => Math.Abs(a - b) < 1e-6
        );
    }

    [Fact]
    public void The_penalty_is_checked() =>
        Assert.Contains(
            "L2 must be above 0",
            Assert.Throws<ArgumentException>(() => new ShallowAutoencoder(0)).Message
        );

    [Fact]
    public void Of_each_item_the_largest_weights_are_kept()
    {
        var all = Dense(new ShallowAutoencoder(L2: 2).Fit(SmallTable.Make(), new(1)));
        var kept = Dense(new ShallowAutoencoder(L2: 2, Neighbors: 2).Fit(SmallTable.Make(), new(1)));
        for (var to = 0; to < 5; to++)
        {
            double[] column = [.. Enumerable.Range(0, 5).Select(from => all[from * 5 + to])];
            var least = column.Select(Math.Abs).OrderDescending().ElementAt(1);
            Assert.Equal(
                column.Select(w => Math.Abs(w) >= least ? w : 0),
                Enumerable.Range(0, 5).Select(from => kept[from * 5 + to])
            );
        }
    }

    private static double[] Dense(ShallowAutoencoderModel model)
    {
        var items = model.Offsets.Length - 1;
        var weights = new double[items * items];
        for (var from = 0; from < items; from++)
        for (var at = model.Offsets[from]; at < model.Offsets[from + 1]; at++)
            weights[from * items + model.Targets[at]] = model.Weights[at];
        return weights;
    }
}
