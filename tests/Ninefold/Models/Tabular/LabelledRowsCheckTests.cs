using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class LabelledRowsCheckTests
{
    private static readonly FeatureSchema Schema = new(["a", "b"], [false, false]);

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var rows = new LabelledRows(Schema, [1, float.PositiveInfinity, 3], [0, float.NaN], [0], [1, 0]);
        var message = Assert.Throws<ArgumentException>(() => rows.Check("training")).Message;
        Assert.StartsWith("The training rows cannot be used: 2 rows of 2 columns need 4 values, got 3; ", message);
        Assert.Contains("2 labels need as many groups, got 1", message);
        Assert.Contains("labels must be finite, row 1 has NaN", message);
        Assert.Contains("values must be finite or NaN, value 1 is ", message);
        Assert.Contains("weights must be finite and above 0, row 1 has 0", message);
    }

    [Theory]
    [InlineData(new[] { 0, 1, 0 }, 2)]
    [InlineData(new[] { 0, 2, 2 }, 1)]
    [InlineData(new[] { 1, 1, 1 }, 0)]
    public void Groups_are_contiguous_from_0(int[] groups, int row)
    {
        var rows = new LabelledRows(Schema, new float[6], [0, 1, 0], groups);
        var message = Assert.Throws<ArgumentException>(() => rows.Check("training")).Message;
        Assert.Contains($"row {row} has {groups[row]}", message);
    }

    [Fact]
    public void Missing_values_are_fine_and_no_rows_are_not()
    {
        new LabelledRows(Schema, [1, float.NaN], [0], [0]).Check("training");
        var none = new LabelledRows(Schema, [], [], []);
        Assert.Contains("there are no rows", Assert.Throws<ArgumentException>(() => none.Check("training")).Message);
    }
}
