using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

public class GradeCheckTests
{
    private static readonly LabelledRows Rows = new(new(["a"], [false]), [1, 2, 3, 4], [0, 3, 1, 1], [0, 0, 1, 1]);

    [Fact]
    public void Rows_that_teach_an_order_pass()
    {
        new TabularData(Rows, Rows).CheckGrades("ranker", stops: true);
        new TabularData(Rows, Rows with { Labels = new float[4] }).CheckGrades("ranker", stops: false);
    }

    [Fact]
    public void Each_fault_is_told()
    {
        Assert.Equal(
            "No group of the 4 training rows has two different labels: ranker has no order to learn.",
            Refused(Rows with { Labels = [2, 2, 0, 0] }, Rows)
        );
        Assert.Equal(
            "All 4 validation rows have the label 0: no nDCG can stop ranker.",
            Refused(Rows, Rows with { Labels = new float[4] })
        );
        Assert.Equal(
            "The labels of ranker must be whole, 0 to 30, validation row 1 has 2.5.",
            Refused(Rows, Rows with { Labels = [0, 2.5f, 1, 1] })
        );
        Assert.Contains("the same columns", Refused(Rows, Rows with { Schema = new(["b"], [false]) }));
        Assert.Contains("there are no rows", Refused(Rows, Rows.Take([])));
    }

    private static string Refused(LabelledRows train, LabelledRows validation) =>
        Assert.Throws<ArgumentException>(() => new TabularData(train, validation).CheckGrades("ranker", true)).Message;
}
