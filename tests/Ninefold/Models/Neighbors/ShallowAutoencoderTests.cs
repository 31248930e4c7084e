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
        var model = new ShallowAutoencoder(L2: 2).Fit(SmallTable.Make(), new(1));
        Assert.Equal(expected, model.Weights.Select(w => (double)w), (a, b) => Math.Abs(a - b) < 1e-6);
        var history = new Interaction[] { new(0, 1, 0), new(4, 1, 1) };
        var found = model.Find(new(-1, history, 2, 2));
        Assert.Equal([1, 2], found.Select(f => f.Item));
        Assert.Equal(.45688546 + .2972973, found[0].Score, 1e-6);
    }

    [Fact]
    public void The_penalty_is_checked() =>
        Assert.Contains(
            "L2 must be above 0",
            Assert.Throws<ArgumentException>(() => new ShallowAutoencoder(0)).Message
        );
}
