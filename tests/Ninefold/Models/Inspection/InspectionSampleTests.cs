using Ninefold.Models.Inspection;
using Ninefold.Models.Tabular;
using Ninefold.Tests.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

public sealed class InspectionSampleTests
{
    private static readonly LabelledRows Rows = TabularTrainerContract.Rows(2000, 1);

    private static LabelledRows Rare(int every) =>
        Rows with
        {
            Labels = [.. Rows.Labels.Select((_, i) => i % every == 0 ? 1f : 0)],
        };

    [Theory]
    [InlineData(100, 20)] // all that there are
    [InlineData(20, 80)] // one in five
    [InlineData(2, 200)] // as they are
    public void The_rarer_label_is_drawn_more_often_where_it_is_very_rare(int every, int ones)
    {
        var drawn = InspectionSample.Draw(Rare(every), 400, whole: false, seed: 1);
        Assert.Equal(400, drawn.Count);
        Assert.Equal(ones, drawn.Labels.Count(label => label == 1));
        drawn.Check("drawn");
    }

    [Fact]
    public void Groups_are_kept_whole_where_they_are_queries()
    {
        var drawn = InspectionSample.Draw(Rows, 395, whole: true, seed: 1);
        Assert.Equal(400, drawn.Count);
        Assert.All(drawn.Groups.CountBy(group => group), group => Assert.Equal(10, group.Value));
        drawn.Check("drawn");
    }

    [Fact]
    public void Few_rows_are_taken_as_they_are_and_a_seed_draws_the_same()
    {
        Assert.Same(Rows, InspectionSample.Draw(Rows, 2000, whole: false, seed: 1));
        float[] Drawn(int seed) => InspectionSample.Draw(Rows, 100, whole: false, seed).Values;
        Assert.Equal(Drawn(1), Drawn(1));
        Assert.NotEqual(Drawn(1), Drawn(2));
    }

    [Fact]
    public void Quantities_are_no_classes_and_drawn_by_chance()
    {
        var rows = Rows with { Labels = [.. Rows.Labels.Select((_, i) => (float)i)] };
        Assert.False(rows.OfTwoClasses);
        Assert.True(Rows.OfTwoClasses);
        Assert.False((Rows with { Labels = new float[Rows.Count] }).OfTwoClasses);
        var drawn = InspectionSample.Draw(rows, 300, whole: false, seed: 1);
        Assert.Equal(300, drawn.Labels.Distinct().Count());
        Assert.Equal(1000, drawn.Labels.Average(), 100.0);
    }
}
