using Ninefold.Data.Storage;
using Ninefold.Models.Decomposition;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Decomposition;

public class NonnegativeFactorsTests
{
    private static LabelledRows Rows()
    {
        var rows = WaveRows.Quantities().Filled();
        return rows with { Values = [.. rows.Values.Select(MathF.Abs)] };
    }

    // scikit-learn 1.2.1 of |x| after SimpleImputer(): NMF(2, tol=1e-12) has this squared error from every start.
    [Fact]
    public void The_error_is_that_of_scikit_learn()
    {
        var rows = Rows();
        var model = new NonnegativeFactors(2, 5000).Fit(rows, new(1));
        Assert.All(model.Parts, part => Assert.True(part >= 0));
        var error = 0.0;
        for (var row = 0; row < rows.Count; row++)
        {
            var shares = new double[2];
            model.Project(rows.Row(row), shares);
            Assert.True(shares.Min() >= 0);
            for (var j = 0; j < 4; j++)
                error += Math.Pow(
                    rows.Row(row)[j] - shares[0] * model.Parts[2 * j] - shares[1] * model.Parts[2 * j + 1],
                    2
                );
        }
        Assert.Equal(930.5288704675, error, 1e-2);
    }

    [Fact]
    public void The_same_seed_gives_the_same_model_and_it_can_be_saved()
    {
        var model = new NonnegativeFactors(3).Fit(Rows(), new(5));
        Assert.Equal(model.Parts, new NonnegativeFactors(3).Fit(Rows(), new(5)).Parts);
        Assert.Equal(model.Parts, PartSerializer.Read<NonnegativeFactorsModel>(PartSerializer.Write(model)).Parts);
    }

    [Fact]
    public void Values_below_0_wrong_rows_and_wrong_parameters_are_refused()
    {
        var fault = Assert.Throws<ArgumentException>(() => new NonnegativeFactors().Fit(WaveRows.Quantities(), new(1)));
        Assert.Contains("must be at least 0, value", fault.Message);
        var model = new NonnegativeFactors(2).Fit(Rows(), new(1));
        fault = Assert.Throws<ArgumentException>(() => model.Project([1, 2], new double[2]));
        Assert.Contains("A row of 4 columns and 2 shares are needed, got 2 and 2", fault.Message);
        Assert.Contains("Components", Assert.Throws<ArgumentException>(() => new NonnegativeFactors(0)).Message);
    }
}
