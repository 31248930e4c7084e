using System.Text.Json;
using Ninefold.Models.Clustering;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Clustering;

public class KMeansTests : TabularTrainerContract
{
    protected override ITabularTrainer Trainer => new KMeans(4);

    protected override ITabularModel Load(string json) => JsonSerializer.Deserialize<KMeansModel>(json)!;

    // It learns no labels: the positives among these are those that lie apart.
    protected override TabularData Learnable => new(OutlierRows.Make(), OutlierRows.Make());

    // scikit-learn 1.2.1: the best inertia_ of 4,000 starts of KMeans(3) after SimpleImputer() and StandardScaler().
    [Fact]
    public void It_finds_the_least_distance_that_scikit_learn_finds()
    {
        var rows = WaveRows.Quantities();
        var model = new KMeans(3, Restarts: 200).Fit(new(rows, rows), new(1));
        var scores = new double[300];
        model.Score(rows.Values, scores);
        Assert.Equal(718.43628376, scores.Sum(distance => distance * distance), 1e-4);
    }

    [Fact]
    public void Each_cloud_is_a_cluster()
    {
        var rows = OutlierRows.Make();
        rows = rows.Take([.. Enumerable.Range(0, 400).Where(row => row % 10 != 9)]);
        var model = new KMeans(2).Fit(new(rows, rows), new(1));
        var clusters = Enumerable
            .Range(0, rows.Count)
            .GroupBy(row => rows.Row(row)[0] < 0, row => model.Cluster(rows.Row(row)));
        Assert.Equal([1, 1], clusters.Select(cloud => cloud.Distinct().Count()));
        Assert.Equal(2, clusters.Select(cloud => cloud.First()).Distinct().Count());
    }

    [Fact]
    public void There_are_no_more_clusters_than_rows_that_differ()
    {
        var rows = new LabelledRows(new(["a"], [false]), [1, 1, 2, 2, 2], new float[5], [0, 1, 2, 3, 4]);
        Assert.Equal(2, new KMeans(4).Fit(new(rows, rows), new(1)).Clusters);
    }

    [Fact]
    public void All_wrong_parameters_are_named_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => new KMeans(0, 0, 0)).Message;
        foreach (var part in new[] { "Clusters", "Restarts", "Iterations" })
            Assert.Contains(part, message);
    }
}
