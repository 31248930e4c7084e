using CsCheck;
using Ninefold.Data;
using Ninefold.Data.Splitting;

namespace Ninefold.Tests.Data.Splitting;

public class UserTimeSplitTests
{
    private static readonly Gen<Interactions> Some = Gen.Int[0, 12]
        .Array[1, 8]
        .Select(counts =>
            Interactions.From(
                new([.. counts.Select((_, user) => $"u{user}")]),
                new([.. Enumerable.Range(0, 20).Select(item => $"i{item}")]),
                counts.SelectMany(
                    (count, user) =>
                        Enumerable.Range(0, count).Select(n => (user, new Interaction((n * 7 + user) % 20, 1, n)))
                )
            )
        );

    [Fact]
    public void The_latest_are_held_out_and_nothing_is_lost() =>
        Gen.Select(Some, Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[1, 2], Gen.Int[1, 4])
            .Sample(
                (all, validation, test, rehearsal, train) =>
                {
                    var needed = validation + test + rehearsal + train;
                    var enough = Enumerable.Range(0, all.Users).Where(u => all.Of(u).Length >= needed).ToList();
                    if (enough.Count == 0)
                    {
                        var error = Assert.Throws<InvalidDatasetException>(() =>
                            UserTimeSplit.Of(all, validation, test, rehearsal, train)
                        );
                        Assert.Contains($"at least {needed} interactions", error.Message);
                        return;
                    }
                    var split = UserTimeSplit.Of(all, validation, test, rehearsal, train);
                    var report = LeakageCheck.Verify(split);
                    Assert.True(report.Passed, string.Join('\n', report.Lines()));
                    for (var user = 0; user < all.Users; user++)
                    {
                        Interaction[] parts =
                        [
                            .. split.Train.Of(user),
                            .. split.Validation.Of(user),
                            .. split.Test.Of(user),
                            .. split.Rehearsal.Of(user),
                        ];
                        Assert.Equal(all.Of(user).ToArray(), parts);
                        Assert.Equal(enough.Contains(user) ? rehearsal : 0, split.Rehearsal.Of(user).Length);
                    }
                    Assert.Equal(enough, split.RehearsalCases.Select(c => c.User));
                    Assert.Equal(test == 0 ? [] : enough, split.TestCases.Select(c => c.User));
                }
            );

    [Fact]
    public void A_case_has_all_that_came_before_it()
    {
        var all = Interactions.From(
            new(["u"]),
            new(["a", "b", "c", "d"]),
            Enumerable.Range(0, 4).Select(i => (0, new Interaction(i, 1, i)))
        );
        var split = UserTimeSplit.Of(all, validation: 1, test: 1, rehearsal: 1);
        var test = Assert.Single(split.TestCases);
        Assert.Equal([0, 1], test.History.ToArray().Select(row => row.Item)); // training and validation
        Assert.Equal([2], test.Items.ToArray().Select(row => row.Item));
        Assert.Equal(2, test.At);
        Assert.Equal(3, split.RehearsalCases[0].History.Length);
        Assert.Contains("does not protect from what other users did later", split.Protocol);
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        var none = Interactions.From(new(["u"]), new(["a"]), []);
        Assert.Throws<ArgumentOutOfRangeException>(() => UserTimeSplit.Of(none, validation: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => UserTimeSplit.Of(none, minimumTrain: 0));
    }
}
