using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class RelevanceTests
{
    [Fact]
    public void A_list_of_ids_is_binary_relevance()
    {
        Relevance relevance = ["a", "b", "a"];
        Assert.Equal(["a", "b"], relevance.Order());
        Assert.Equal((1, 0), (relevance.GradeOf("b"), relevance.GradeOf("c")));
    }

    [Fact]
    public void Grade_0_is_not_relevant()
    {
        var relevance = Relevance.Graded(new Dictionary<string, double> { ["a"] = 0, ["b"] = 2.5 });
        Assert.Equal((1, 2.5), (relevance.Count, relevance.GradeOf("b")));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Impossible_grades_are_refused(double grade) =>
        Assert.Contains(
            $"Got {grade} for 'a'",
            Assert.Throws<ArgumentException>(() => Relevance.Graded([KeyValuePair.Create("a", grade)])).Message
        );
}
