using CsCheck;
using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public class FoldsTests
{
    private static readonly Gen<(int Count, int Folds, int Seed)> Cases = Gen.Select(
        Gen.Int[10, 80],
        Gen.Int[2, 6],
        Gen.Int[0, 99]
    );

    [Fact]
    public void Every_row_is_tested_once_and_never_trained_on_in_that_fold() =>
        Cases.Sample(t =>
        {
            var strata = Enumerable.Range(0, t.Count).Select(row => row % 3).ToArray();
            var groups = Enumerable.Range(0, t.Count).Select(row => row * row % 7 % 6).ToArray();
            Whole(Folds.Random(t.Count, t.Folds, t.Seed), t.Count, t.Folds);
            Whole(Folds.Stratified(strata, t.Folds, t.Seed), t.Count, t.Folds);
            var distinct = groups.Distinct().Count();
            Whole(Folds.Grouped(groups, Math.Min(distinct, t.Folds), t.Seed), t.Count, Math.Min(distinct, t.Folds));
        });

    private static void Whole(IReadOnlyList<Fold> folds, int count, int expected)
    {
        Assert.Equal(expected, folds.Count);
        Assert.Equal(Enumerable.Range(0, count), folds.SelectMany(fold => fold.Test).Order());
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, count).Except(fold.Test), fold.Train));
        Assert.All(folds, fold => Assert.NotEmpty(fold.Test));
    }

    [Fact]
    public void Folds_are_of_one_size_and_strata_of_one_share() =>
        Cases.Sample(t =>
        {
            var sizes = Folds.Random(t.Count, t.Folds, t.Seed).Select(fold => fold.Test.Count).ToList();
            Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
            var strata = Enumerable.Range(0, t.Count).Select(row => row % 5 == 0).ToArray();
            var rare = Folds.Stratified(strata, t.Folds, t.Seed).Select(f => f.Test.Count(row => strata[row])).ToList();
            Assert.InRange(rare.Max() - rare.Min(), 0, 1);
        });

    [Fact]
    public void A_group_is_in_one_fold()
    {
        string[] users = ["a", "b", "a", "c", "d", "b", "a", "c"];
        var folds = Folds.Grouped(users, 2, 1);
        Assert.Empty(folds[0].Test.Select(row => users[row]).Intersect(folds[1].Test.Select(row => users[row])));
        Assert.Equal([4, 4], folds.Select(fold => fold.Test.Count));
    }

    [Fact]
    public void Inner_folds_never_hold_a_row_of_the_outer_test()
    {
        var nested = Folds.Nested(Folds.Random(30, 3, 1), train => Folds.Random(train.Count, 4, 2));
        Assert.Equal(3, nested.Count);
        foreach (var (outer, inner) in nested)
        {
            Assert.Equal(4, inner.Count);
            Assert.Equal(outer.Train, inner.SelectMany(fold => fold.Test).Order());
            Assert.All(
                inner,
                fold => Assert.Empty(fold.Train.Intersect(outer.Test).Concat(fold.Train.Intersect(fold.Test)))
            );
        }
    }

    [Fact]
    public void Too_few_rows_groups_or_folds_are_refused()
    {
        Assert.Contains("got 5 folds and 4 rows", Refused(() => Folds.Random(4, 5, 1)));
        Assert.Contains("got 1 folds and 2 rows", Refused(() => Folds.Stratified([1, 2], 1, 1)));
        Assert.Contains("got 2 folds and 1 groups", Refused(() => Folds.Grouped([1, 1], 2, 1)));

        static string Refused(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;
    }
}
