using Ninefold.Data.Storage;
using Ninefold.Models.Tuning;
using Ninefold.Tests.Data;
using static Ninefold.Tests.Models.Tuning.RandomSearchTests;

namespace Ninefold.Tests.Models.Tuning;

public sealed class SearchJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private int asked;

    public void Dispose() => folder.Dispose();

    private SearchJournal Journal() => new(new Database(Path.Combine(folder.Path, "search.db")), "study");

    private double Count(Knobs knobs)
    {
        asked++;
        return knobs.Share - Math.Abs(Math.Log10(knobs.Rate));
    }

    public static TheoryData<SearchMethod> Methods =>
        [new RandomSearch(30), new ParzenSearch(30), new EvolutionSearch(30), new GridSearch(2)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_killed_search_goes_on_and_ends_with_the_same_trials(SearchMethod method)
    {
        var whole = method.Run(Space, new Knobs(), Count, new(4), TimeProvider.System);
        asked = 0;
        var kept = method with { Options = new(Journal: Journal()) };
        Assert.Throws<TimeoutException>(() =>
            kept.Run(
                Space,
                new Knobs(),
                k => asked < 13 ? Count(k) : throw new TimeoutException(),
                new(4),
                TimeProvider.System
            )
        );
        Assert.Equal(13, Journal().Count);
        var resumed = (method with { Options = new(Journal: Journal()) }).Run(
            Space,
            new Knobs(),
            Count,
            new(4),
            TimeProvider.System
        );
        Assert.Equal(whole.Trials.Count, asked);
        Assert.Equal(whole.Trials.Select(t => (t.Trainer, t.Value)), resumed.Trials.Select(t => (t.Trainer, t.Value)));
        Assert.Equal(whole.Best.Trainer, resumed.Best.Trainer);
    }

    [Fact]
    public void Trials_of_another_seed_are_not_taken_and_a_cleared_journal_is_empty()
    {
        var search = new RandomSearch(5, new(Journal: Journal()));
        search.Run(Space, new Knobs(), Count, new(1), TimeProvider.System);
        search.Run(Space, new Knobs(), Count, new(2), TimeProvider.System);
        Assert.Equal(9, asked); // the start is the same
        Journal().Clear();
        Assert.Equal(0, Journal().Count);
    }

    [Fact]
    public void Values_that_are_not_numbers_and_several_values_are_kept()
    {
        var journal = Journal();
        journal.Save(3, [.1, double.NaN], .5, [double.NaN, double.PositiveInfinity, 1 / 3.0], 2);
        Assert.Equal(
            [double.NaN, double.PositiveInfinity, 1 / 3.0],
            journal.Find(3, [.1, double.NaN], .5)!.Value.Values
        );
        Assert.Null(journal.Find(3, [.1, double.NaN], 1));
        Assert.Null(journal.Find(2, [.1, double.NaN], .5));
    }
}
