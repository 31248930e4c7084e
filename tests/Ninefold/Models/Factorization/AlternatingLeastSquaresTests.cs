using Ninefold.Data;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Factorization;

namespace Ninefold.Tests.Models.Factorization;

public class AlternatingLeastSquaresTests : CandidateSourceContract
{
    private static readonly AlternatingLeastSquares Trainer = new(Factors: 16, Regularization: 1, UseValues: true);

    protected override ICandidateSource Fit(Interactions data, TrainingContext context) => Trainer.Fit(data, context);

    [Fact]
    public void Every_iteration_lowers_the_objective()
    {
        var data = SessionData.Make();
        var losses = new[] { 1, 2, 4, 8, 16 }
            .Select(n => Loss(data, (Trainer with { Iterations = n }).Fit(data, new(1))))
            .ToList();
        Assert.Equal(losses.OrderDescending(), losses);
        Assert.True(losses[^1] < .95 * losses[0], string.Join(", ", losses));
    }

    [Fact]
    public void The_item_vectors_at_the_end_are_the_exact_solution_for_the_user_vectors()
    {
        var data = SessionData.Make();
        var model = (Trainer with { Steps = 60, Iterations = 3 }).Fit(data, new(1));
        for (var item = 0; item < data.Items; item++)
        {
            var takers = Confidences(data).Where(c => c.Item == item).Select(c => (c.User, c.Extra)).ToList();
            var exact = DenseSolution(model.UserFactors, 16, takers, Trainer.Regularization);
            for (var f = 0; f < 16; f++)
                Assert.Equal(exact[f], model.ItemFactors[(item * 16) + f], 1e-3);
        }
    }

    [Fact]
    public void A_history_is_folded_in_exactly_and_counts_more_the_newer_it_is()
    {
        var data = SessionData.Make();
        var model = (Trainer with { HalfLife = 2 }).Fit(data, new(1));
        var vector = new float[16];
        Assert.True(
            model.TryVector(new(-1, new Interaction[] { new(3, 2, 0), new(99, 1, 0), new(7, 4, 0) }, 0, 1), vector)
        );
        var exact = DenseSolution(model.ItemFactors, 16, [(3, 2 * .5), (7, 4)], Trainer.Regularization);
        for (var f = 0; f < 16; f++)
            Assert.Equal(exact[f], vector[f], 1e-4);
    }

    [Fact]
    public void A_known_user_without_history_is_served_by_its_trained_vector()
    {
        var data = SessionData.Make();
        var found = Trainer.Fit(data, new(1)).Find(new(User: 4, default, Now: 0, Count: 6));
        Assert.True(found.Count(f => f.Item % SessionData.Kinds == 4 % SessionData.Kinds) >= 5);
        Assert.Empty(Trainer.Fit(data, new(1)).Find(new(SessionData.Users - 1, default, 0, 6)));
    }

    [Fact]
    public void Items_of_a_kind_are_similar()
    {
        var model = Trainer.Fit(SessionData.Make(), new(1));
        Assert.True(model.Similarity(9, 12) > model.Similarity(9, 13) + .3);
        Assert.Equal(1, model.Similarity(9, 9), 1e-5);
        Assert.Equal(0, model.Similarity(9, SessionData.Items - 1));
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert
            .Throws<ArgumentException>(() => new AlternatingLeastSquares(20, 0, 0, -1, false, 0, 0, 0))
            .Message;
        foreach (
            var part in new[]
            {
                "Factors",
                "got 20",
                "Iterations",
                "Regularization",
                "Alpha",
                "Steps",
                "HalfLife ",
                "HalfLifeDays",
            }
        )
            Assert.Contains(part, message);
    }

    [Fact]
    public void Negative_values_are_refused_where_values_are_used()
    {
        var data = Interactions.From(SessionData.Ids("u", 1), SessionData.Ids("i", 1), [(0, new(0, -2, 0))]);
        Assert.Contains("got -2", Assert.Throws<ArgumentException>(() => Trainer.Fit(data, new(1))).Message);
        (Trainer with { UseValues = false }).Fit(data, new(1));
    }

    private static IEnumerable<(int User, int Item, double Extra)> Confidences(Interactions data) =>
        Enumerable
            .Range(0, data.Users)
            .SelectMany(user =>
                data.Of(user).ToArray().GroupBy(r => r.Item).Select(g => (user, g.Key, (double)g.Sum(r => r.Value)))
            );

    private static double Loss(Interactions data, FactorizationModel model)
    {
        double Score(int user, int item) =>
            Enumerable
                .Range(0, 16)
                .Sum(f => (double)model.UserFactors[(user * 16) + f] * model.ItemFactors[(item * 16) + f]);
        var loss = Trainer.Regularization * model.UserFactors.Concat(model.ItemFactors).Sum(v => (double)v * v);
        for (var user = 0; user < data.Users; user++)
        for (var item = 0; item < data.Items; item++)
            loss += Math.Pow(Score(user, item), 2);
        foreach (var (user, item, extra) in Confidences(data))
            loss += ((1 + extra) * Math.Pow(1 - Score(user, item), 2)) - Math.Pow(Score(user, item), 2);
        return loss;
    }

    /// <summary>The normal equations by Gaussian elimination in double precision.</summary>
    private static double[] DenseSolution(
        float[] vectors,
        int size,
        List<(int Row, double Extra)> observed,
        double regularization
    )
    {
        var system = new double[size, size + 1];
        void Add(int row, double weight, double target)
        {
            for (var i = 0; i < size; i++)
            {
                for (var j = 0; j < size; j++)
                    system[i, j] += weight * vectors[(row * size) + i] * vectors[(row * size) + j];
                system[i, size] += target * vectors[(row * size) + i];
            }
        }
        for (var row = 0; row < vectors.Length / size; row++)
            Add(row, 1, 0);
        foreach (var (row, extra) in observed)
            Add(row, extra, 1 + extra);
        for (var i = 0; i < size; i++)
            system[i, i] += regularization;
        for (var pivot = 0; pivot < size; pivot++)
        for (var row = 0; row < size; row++)
        {
            var factor = row == pivot ? 0 : system[row, pivot] / system[pivot, pivot];
            for (var column = pivot; column <= size; column++)
                system[row, column] -= factor * system[pivot, column];
        }
        return [.. Enumerable.Range(0, size).Select(i => system[i, size] / system[i, i])];
    }
}
