using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class TransitionsTests : CandidateSourceContract
{
    protected override ICandidateSource Fit(Interactions data, TrainingContext context) =>
        new Transitions(Window: 5).Fit(data, context);

    [Fact]
    public void Closeness_is_what_the_formula_says()
    {
        var data = SessionData.Make();
        var model = new Transitions(Neighbors: 100, Window: 4, Decay: .7, Shrinkage: 3, Damping: .4).Fit(data, new(1));
        var counts = new double[data.Items];
        var pairs = new double[data.Items, data.Items];
        for (var user = 0; user < data.Users; user++)
        {
            var items = data.Of(user).ToArray().Select(r => r.Item).ToArray();
            for (var i = 0; i < items.Length; i++)
            {
                counts[items[i]]++;
                for (var j = i + 1; j < items.Length && j <= i + 4; j++)
                    pairs[items[i], items[j]] += Math.Pow(.7, j - i - 1);
            }
        }
        for (var a = 0; a < data.Items; a++)
        for (var b = 0; b < data.Items; b++)
            Assert.Equal(
                a == b ? 0 : pairs[a, b] / (counts[a] + 3) / Math.Pow(counts[b] + 3, .4),
                model.Closeness(a, b),
                1e-5
            );
    }

    [Fact]
    public void The_next_item_in_order_comes_before_the_one_just_left()
    {
        var model = new Transitions(Window: 2).Fit(SessionData.Make(), new(1));
        var found = model
            .Find(new(-1, new Interaction[] { new(18, 1, 0) }, Now: 0, Count: 50))
            .Select(f => f.Item)
            .ToList();
        Assert.InRange(found.IndexOf(21), 0, 2);
        Assert.True(found.IndexOf(15) is < 0 or > 8, string.Join(", ", found));
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new Transitions(0, 0, 0, -1, 1, 0, 0)).Message;
        foreach (
            var part in new[] { "Neighbors", "Window", "Decay", "Shrinkage", "Damping", "HalfLife ", "HalfLifeDays" }
        )
            Assert.Contains(part, message);
    }
}
