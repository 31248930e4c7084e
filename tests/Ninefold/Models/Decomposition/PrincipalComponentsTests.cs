using System.Text.Json;
using Ninefold.Models.Decomposition;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Decomposition;

public class PrincipalComponentsTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new PrincipalComponents();

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<PrincipalComponentsModel>(json)!;

    // It learns no labels: the positives among these are those that lie apart.
    protected override TabularData Learnable => new(OutlierRows.Make(), OutlierRows.Make());

    // scikit-learn 1.2.1 after SimpleImputer() and StandardScaler(): PCA(2); signs by the largest entry.
    [Fact]
    public void Principal_components_agree_with_scikit_learn()
    {
        var rows = WaveRows.Quantities();
        var model = new PrincipalComponents().Fit(new(rows, rows), new(1));
        double[] variances = [1.0817394469 * 299 / 300, 1.0370235814 * 299 / 300];
        Assert.Equal(variances, model.Strengths, (a, b) => Math.Abs(a - b) < 1e-6);
        double[] first = [-.5653116658, .7431832349, -.3532920841, .0573245421];
        double[] second = [-.3772109174, .0017294448, .7047229570, .6008947385];
        Assert.Equal([.. first, .. second], model.Directions, (a, b) => Math.Abs(a - b) < 1e-5);
        var projection = new double[2];
        model.Project(rows.Row(0), projection);
        Assert.Equal([.4780661998, 1.0911487388], projection, (a, b) => Math.Abs(a - b) < 1e-5);
        var scores = new double[300];
        model.Score(rows.Values, scores);
        double[] errors = [2.0257881819, .3192417628, .2738684729, 6.4239716736];
        Assert.Equal(errors, scores[..4], (a, b) => Math.Abs(a - b) < 1e-5);
    }

    // scikit-learn 1.2.1 after SimpleImputer(): TruncatedSVD(2, algorithm="arpack").
    [Fact]
    public void The_truncated_decomposition_agrees_with_scikit_learn()
    {
        var rows = WaveRows.Quantities().Filled();
        var model = new PrincipalComponents(2, Centred: false).Fit(new(rows, rows), new(1));
        Assert.Equal(
            [192.2878028908, 110.0332630936],
            model.Strengths.Select(strength => Math.Sqrt(strength * 300)),
            (a, b) => Math.Abs(a - b) < 1e-4
        );
        double[] first = [.0007866017, .0276560170, .0894427271, .9956076158];
        double[] second = [-.0001439402, .0250681653, .9956135986, -.0901394951];
        Assert.Equal([.. first, .. second], model.Directions, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void The_number_is_checked() =>
        Assert.Contains(
            "Components must be 1 or more, got 0",
            Assert.Throws<ArgumentException>(() => new PrincipalComponents(0)).Message
        );
}
