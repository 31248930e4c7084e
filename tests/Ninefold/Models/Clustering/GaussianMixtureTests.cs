using System.Text.Json;
using Ninefold.Models.Clustering;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Clustering;

public class GaussianMixtureTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new GaussianMixture(2);

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<GaussianMixtureModel>(json)!;

    // It learns no labels: the positives among these are those that lie apart.
    protected override TabularData Learnable => new(OutlierRows.Make(), OutlierRows.Make());

    // scikit-learn 1.2.1 after SimpleImputer() and StandardScaler(): GaussianMixture(2, n_init=10, tol=1e-10).
    [Fact]
    public void Agrees_with_scikit_learn()
    {
        var rows = WaveRows.Quantities();
        var model = new GaussianMixture(2, Restarts: 10, Iterations: 5000).Fit(new(rows, rows), new(1));
        var scores = new double[300];
        model.Score(rows.Values, scores);
        Assert.Equal(4.613928340, scores.Average(), 1e-5);
        double[] expected = [4.5356577517, 2.2476415741, 5.1491478650, 6.1389812977];
        Assert.Equal(expected, scores[..4], (a, b) => Math.Abs(a - b) < 1e-2);
        var shares = new double[2];
        var sums = new double[2];
        for (var row = 0; row < 300; row++)
        {
            model.Memberships(rows.Row(row), shares);
            (sums[0], sums[1]) = (sums[0] + shares[0] / 300, sums[1] + shares[1] / 300);
        }
        Assert.Equal([.36408814, .63591186], sums.Order(), (a, b) => Math.Abs(a - b) < 1e-2);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new GaussianMixture(0, 0, 0, 0)).Message;
        foreach (var part in new[] { "Components", "Restarts", "Iterations", "Regularization" })
            Assert.Contains(part, message);
    }
}
