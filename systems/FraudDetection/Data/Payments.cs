using Ninefold.Data;
using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Systems.FraudDetection.Data;

/// <summary>Card payments as columns, oldest first: some 21 bytes each.</summary>
/// <param name="Customers">The cards' ids; <paramref name="Customer"/> counts into it.</param>
/// <param name="Terminals">The terminals' ids; <paramref name="Terminal"/> counts into it.</param>
/// <param name="Customer">Whose card.</param>
/// <param name="Terminal">Where.</param>
/// <param name="Amount">How much.</param>
/// <param name="At">When, Unix milliseconds, ascending.</param>
/// <param name="Fraud">Whether it turned out a fraud.</param>
internal sealed record Payments(
    Vocabulary Customers,
    Vocabulary Terminals,
    int[] Customer,
    int[] Terminal,
    float[] Amount,
    long[] At,
    bool[] Fraud
)
{
    private const long MillisecondsOfADay = 86_400_000;

    public int Count => At.Length;

    /// <summary>The day of a payment in UTC, counted from 1970-01-01.</summary>
    public int Day(int row) => DayOf(At[row]);

    public static int DayOf(long at) => (int)(at / MillisecondsOfADay);

    /// <summary>A day as <see cref="Day"/> counts it.</summary>
    public static int DayOf(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static DateOnly DateOf(int day) => DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays(day);

    /// <summary>The first row on or after a day; <see cref="Count"/> where there is none.</summary>
    public int FirstOn(int day)
    {
        var at = Array.BinarySearch(At, day * MillisecondsOfADay);
        for (at = at >= 0 ? at : ~at; at > 0 && At[at - 1] >= day * MillisecondsOfADay; at--) { }
        return at;
    }

    /// <summary>The payments of some of the cards; ids keep their numbers.</summary>
    public Payments Of(Func<int, bool> customer)
    {
        int[] rows = [.. Enumerable.Range(0, Count).Where(row => customer(Customer[row]))];
        return this with
        {
            Customer = Pick(Customer),
            Terminal = Pick(Terminal),
            Amount = Pick(Amount),
            At = Pick(At),
            Fraud = Pick(Fraud),
        };

        T[] Pick<T>(T[] column) => Array.ConvertAll(rows, row => column[row]);
    }
}

/// <summary>Payments that were read and verified.</summary>
/// <param name="Info">Where they come from.</param>
/// <param name="Payments">The payments.</param>
/// <param name="Report">What was verified.</param>
/// <param name="Table">As they were read, for the profiles of the data's report.</param>
internal sealed record PaymentData(DatasetInfo Info, Payments Payments, VerificationReport Report, Table Table);
