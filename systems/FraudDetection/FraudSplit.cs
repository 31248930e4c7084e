using Ninefold.Data;
using Ninefold.Data.Splitting;
using Ninefold.Systems.FraudDetection.Data;

namespace Ninefold.Systems.FraudDetection;

/// <summary>
/// The Handbook's split in time (get_train_test_set; Le Borgne et al., 2022, chapter 5): a week to learn from, a week in which
/// nobody knows yet what was fraud, a week to judge by. Payments of cards whose fraud is known by then are not judged, since such
/// a card is closed: on the first day of a part those with a fraud in the week of learning, and day by day those of the week between.
/// </summary>
/// <param name="Parts">Training and validation lie two weeks before <paramref name="Refit"/> and the test.</param>
/// <param name="Refit">The week of learning that belongs to the test: what is chosen is fitted anew on it.</param>
internal sealed record FraudSplit(RowSplit Parts, IReadOnlyList<int> Refit)
{
    /// <summary>How long it takes until a fraud is known, in days; also the length of each part.</summary>
    public const int Week = 7;

    /// <summary>About the most payments of the rehearsal: of every card, or of every second, third … card, over all its days.</summary>
    public const int MostOfRehearsal = 10_000;

    /// <summary>How many days payments must span at least.</summary>
    public const int DaysNeeded = 6 * Week;

    /// <summary>When the published results' week of learning begins.</summary>
    public static readonly DateOnly PublishedRefit = new(2018, 7, 25);

    /// <summary>Splits the published simulation, or one like it, at the published days.</summary>
    public static FraudSplit Published(Payments payments) => At(payments, Payments.DayOf(PublishedRefit));

    /// <summary>Splits other payments by the same rule; the rehearsal is their last week.</summary>
    /// <exception cref="InvalidDatasetException">They span too few days, or a part lacks frauds or honest payments.</exception>
    public static FraudSplit AtEnd(Payments payments)
    {
        var (first, last) = (payments.Day(0), payments.Day(payments.Count - 1));
        return last - first + 1 >= DaysNeeded
            ? At(payments, last + 1 - 4 * Week)
            : throw new InvalidDatasetException(
                $"The payments must span at least {DaysNeeded} days (weeks to learn from, to wait for what was fraud, and to "
                    + $"judge by, twice), but span {last - first + 1}, from {Payments.DateOf(first):yyyy-MM-dd} to "
                    + $"{Payments.DateOf(last):yyyy-MM-dd}."
            );
    }

    private static FraudSplit At(Payments payments, int refit)
    {
        var (choose, test) = (refit - 2 * Week, refit + 2 * Week);
        var parts = new RowSplit(
            Days(payments, choose, choose + Week),
            Judged(payments, choose, refit, refit + Week),
            Judged(payments, refit, test, test + Week),
            SomeCards(payments, Judged(payments, refit, test + Week, test + 2 * Week)),
            $"by days (training from {Payments.DateOf(choose):yyyy-MM-dd}, validation from {Payments.DateOf(refit):yyyy-MM-dd}, "
                + $"test from {Payments.DateOf(test):yyyy-MM-dd}, rehearsal from {Payments.DateOf(test + Week):yyyy-MM-dd}; "
                + $"{Week} days each, the label {Week} days late), without cards whose fraud was known; "
                + "does not protect from customers and terminals that are in several parts"
        );
        var split = new FraudSplit(parts, Days(payments, refit, refit + Week));
        split.Verify(payments);
        return split;
    }

    private static List<int> Days(Payments payments, int from, int to)
    {
        var (first, end) = (payments.FirstOn(from), payments.FirstOn(to));
        return [.. Enumerable.Range(first, end - first)];
    }

    /// <param name="payments">All payments.</param>
    /// <param name="learning">The first day of the week of learning; older frauds are forgotten.</param>
    /// <param name="from">The first day judged.</param>
    /// <param name="to">The day after the last.</param>
    private static List<int> Judged(Payments payments, int learning, int from, int to)
    {
        var (rows, known, next) = (new List<int>(), new bool[payments.Customers.Count], payments.FirstOn(learning));
        for (var day = from; day < to; day++)
        {
            for (; next < payments.FirstOn(day - Week); next++)
                known[payments.Customer[next]] |= payments.Fraud[next];
            rows.AddRange(Days(payments, day, day + 1).Where(row => !known[payments.Customer[row]]));
        }
        return rows;
    }

    private static List<int> SomeCards(Payments payments, List<int> rows)
    {
        var stride = (rows.Count + MostOfRehearsal - 1) / MostOfRehearsal;
        return stride <= 1 ? rows : [.. rows.Where(row => payments.Customer[row] % stride == 0)];
    }

    private void Verify(Payments payments)
    {
        (string, IReadOnlyList<int>)[] needed =
        [
            ("training", Parts.Train),
            ("validation", Parts.Validation),
            ("fitting before the test", Refit),
            ("test", Parts.Test),
        ];
        var problems = new List<string>();
        foreach (var (name, rows) in needed)
            if (rows.Count(row => payments.Fraud[row]) is var frauds && (frauds == 0 || frauds == rows.Count))
                problems.Add(
                    $"The week of {name} must have frauds and honest payments, but has {frauds:N0} frauds among {rows.Count:N0}."
                );
        if (problems.Count > 0)
            throw new InvalidDatasetException($"The payments cannot be split {Parts.Protocol}", problems);
    }
}
