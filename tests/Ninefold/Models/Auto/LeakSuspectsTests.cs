using Ninefold.Data.Tables;
using Ninefold.Models.Auto;

namespace Ninefold.Tests.Models.Auto;

public class LeakSuspectsTests
{
    private const int Rows = 200;
    private static readonly float[] Halves = [.. Enumerable.Range(0, Rows).Select(i => i % 2 == 0 ? 0f : 1)];
    private static readonly float[] Quantities = [.. Enumerable.Range(0, Rows).Select(i => (float)(i * 37 % Rows))];

    [Fact]
    public void A_category_that_is_the_class_is_suspected() =>
        Assert.Equal("each of its values goes with one of the target", Texts(i => $"code{i % 6}"));

    [Fact]
    public void A_category_that_is_the_class_but_once_is_not() =>
        Assert.Null(Texts(i => i == 9 ? "code0" : $"code{i % 6}"));

    [Fact]
    public void What_is_empty_exactly_where_the_class_is_one_is_suspected() =>
        Assert.Equal("whether it is empty tells the target without an error", Texts(i => i % 2 == 0 ? null : $"t{i}"));

    [Fact]
    public void Values_that_are_seen_once_tell_nothing() => Assert.Null(Texts(i => $"t{i}"));

    [Fact]
    public void A_number_with_a_threshold_between_the_classes_is_suspected() =>
        Assert.Equal("thresholds on it tell the target without an error", Numbers(i => i % 2 * 1000 + i, Halves, true));

    [Fact]
    public void A_number_that_is_wrong_once_is_not() =>
        Assert.Null(Numbers(i => i == 9 ? 0 : i % 2 * 1000 + i, Halves, true));

    [Fact]
    public void A_quantity_in_another_unit_is_suspected_whichever_way_it_runs()
    {
        const string Why = "the target rises or falls with it without exception";
        Assert.Equal(Why, Numbers(i => Quantities[i] * 100 + 7, Quantities, false));
        Assert.Equal(Why, Numbers(i => 1e6 - Quantities[i], Quantities, false));
        Assert.Null(Numbers(i => Quantities[i] + i % 3 * 5, Quantities, false));
    }

    [Fact]
    public void Where_labels_do_not_differ_nothing_is_suspected() =>
        Assert.Null(Numbers(i => i, new float[Rows], true));

    private static string? Texts(Func<int, string?> value) =>
        LeakSuspects.Why(
            TextColumn.From("c", Enumerable.Range(0, Rows).Select(value)),
            [.. Enumerable.Range(0, Rows)],
            Halves,
            isClass: true
        );

    private static string? Numbers(Func<int, double> value, float[] labels, bool isClass) =>
        LeakSuspects.Why(
            new NumberColumn("c", [.. Enumerable.Range(0, Rows).Select(value)]),
            [.. Enumerable.Range(0, Rows)],
            labels,
            isClass
        );
}
