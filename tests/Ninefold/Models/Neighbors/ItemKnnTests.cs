using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class ItemKnnTests : CandidateSourceContract
{
    protected override ICandidateSource Fit(Interactions data, TrainingContext context) =>
        new ItemKnn(Shrinkage: 1).Fit(data, context);

    [Theory]
    [InlineData(Weighting.Cosine, 0)]
    [InlineData(Weighting.Cosine, 5)]
    [InlineData(Weighting.TfIdf, 5)]
    [InlineData(Weighting.Bm25, 0)]
    public void Closeness_is_what_the_formula_says(Weighting weighting, double shrinkage)
    {
        var data = SessionData.Make();
        var model = new ItemKnn(Neighbors: 100, weighting, shrinkage).Fit(data, new(1, Threads: 2));
        var weights = DenseWeights(data, weighting);
        for (var a = 0; a < data.Items; a++)
        for (var b = 0; b < data.Items; b++)
        {
            if (a == b)
                continue;
            var dot = weights[a].Zip(weights[b], (x, y) => x * y).Sum();
            var norms = Math.Sqrt(weights[a].Sum(x => x * x)) * Math.Sqrt(weights[b].Sum(x => x * x));
            var expected = weighting == Weighting.Bm25 ? dot : dot / Math.Max(1e-9, norms + shrinkage);
            Assert.Equal(expected, model.Closeness(a, b), 1e-4);
        }
    }

    [Fact]
    public void Only_the_nearest_are_kept_best_first()
    {
        var data = SessionData.Make();
        var all = new ItemKnn(Neighbors: 100).Fit(data, new(1));
        var few = new ItemKnn(Neighbors: 4).Fit(data, new(1));
        for (var item = 0; item < data.Items - 1; item++)
            Assert.Equal(
                all.Neighbors[all.Offsets[item]..all.Offsets[item + 1]].Take(4),
                few.Neighbors[few.Offsets[item]..few.Offsets[item + 1]]
            );
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert
            .Throws<ArgumentException>(() => new ItemKnn(0, (Weighting)9, double.NaN, HalfLife: 0, HalfLifeDays: -1))
            .Message;
        foreach (
            var part in new[]
            {
                "Neighbors",
                "Weighting must be one of Cosine",
                "Shrinkage",
                "got NaN",
                "HalfLife ",
                "HalfLifeDays",
            }
        )
            Assert.Contains(part, message);
    }

    private static double[][] DenseWeights(Interactions data, Weighting weighting)
    {
        var users = Enumerable
            .Range(0, data.Users)
            .Select(u => data.Of(u).ToArray().Select(r => r.Item).ToHashSet())
            .ToArray();
        var mean = users.Sum(u => (double)u.Count) / data.Items;
        double Weight(int item, HashSet<int> user)
        {
            if (!user.Contains(item))
                return 0;
            var idf = Math.Log(1 + ((double)data.Items / user.Count));
            var length = users.Count(u => u.Contains(item)) / mean;
            return weighting switch
            {
                Weighting.Cosine => 1,
                Weighting.TfIdf => idf,
                _ => idf * 2.2 / (1 + (1.2 * (.25 + (.75 * length)))),
            };
        }
        return [.. Enumerable.Range(0, data.Items).Select(i => users.Select(u => Weight(i, u)).ToArray())];
    }
}
