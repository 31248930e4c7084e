using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MathNet.Numerics.Distributions;
using Ninefold.Data.Tables;

namespace Ninefold.Systems.FraudDetection.Data;

/// <summary>
/// The simulation that the Fraud Detection Handbook (Le Borgne, Siblini, Lebichot and Bontempi, 2022, chapter 3) publishes,
/// with its numbers: customers pay at terminals near them, and three kinds of fraud happen. For machines without the data set.
/// </summary>
internal sealed record PaymentSimulator
{
    /// <summary>The data set that it makes with these defaults.</summary>
    public const string Id = "card-fraud-generated";

    private const double Side = 100;
    private const double Radius = 5;
    private const double MostPaymentsADay = 4;
    private const int SecondsOfADay = 86_400;

    // The three kinds of fraud.
    private const double FraudAbove = 220;
    private const int TerminalsADay = 2;
    private const int DaysOfATerminal = 28;
    private const int CustomersADay = 3;
    private const int DaysOfACustomer = 14;
    private const int AmountFactor = 5;

    public int Customers { get; init; } = 5_000;

    public int Terminals { get; init; } = 10_000;

    public int Days { get; init; } = 183;

    public DateOnly From { get; init; } = new(2018, 4, 1);

    /// <summary>All randomness comes from it.</summary>
    public int Seed { get; init; }

    /// <summary>Makes the payments, a table as <see cref="PaymentReader.Schema"/> expects it, and verifies them.</summary>
    public PaymentData Make(CancellationToken cancellation = default)
    {
        var random = new Random(Seed);
        var terminals = Enumerable.Range(0, Terminals).Select(_ => Place(random)).ToArray();
        var made = new List<Made>();
        var firstOf = new int[Customers + 1];
        for (var customer = 0; customer < Customers; customer++)
        {
            cancellation.ThrowIfCancellationRequested();
            firstOf[customer] = made.Count;
            Pay(customer, terminals, made, random);
        }
        firstOf[Customers] = made.Count;
        var payments = CollectionsMarshal.AsSpan(made);
        foreach (ref var payment in payments)
            payment.Fraud = payment.Amount > FraudAbove;
        CompromiseTerminals(payments, random);
        CompromiseCustomers(payments, firstOf, random);
        made.Sort((a, b) => (a.Second, a.Number).CompareTo((b.Second, b.Number)));
        var table = TableOf(made);
        return PaymentTables.Read(
            new(Id, $"simulated here as the Handbook does, seed {Seed}", 0, Hash(made), Simulated: true),
            PaymentReader.Schema,
            table,
            PaymentReader.Columns
        );
    }

    private void Pay(int customer, (double X, double Y)[] terminals, List<Made> made, Random random)
    {
        var (x, y) = Place(random);
        var mean = 5 + 95 * random.NextDouble();
        var aDay = MostPaymentsADay * random.NextDouble();
        int[] near =
        [
            .. Enumerable
                .Range(0, terminals.Length)
                .Where(t => Math.Pow(terminals[t].X - x, 2) + Math.Pow(terminals[t].Y - y, 2) < Radius * Radius),
        ];
        for (var day = 0; day < Days; day++)
        for (var left = Poisson.Sample(random, aDay); left > 0; left--)
        {
            var second = (int)Normal.Sample(random, SecondsOfADay / 2, 20_000);
            if (second is <= 0 or >= SecondsOfADay)
                continue;
            var amount = Normal.Sample(random, mean, mean / 2);
            if (amount < 0)
                amount = 2 * mean * random.NextDouble();
            if (near.Length > 0)
                made.Add(
                    new()
                    {
                        Number = made.Count,
                        Customer = customer,
                        Terminal = near[random.Next(near.Length)],
                        Amount = Math.Round(amount, 2),
                        Second = day * SecondsOfADay + second,
                    }
                );
        }
    }

    /// <summary>Each day some terminals fall into wrong hands: what is paid there in the next weeks is fraud.</summary>
    private void CompromiseTerminals(Span<Made> payments, Random random)
    {
        var compromised = new bool[Terminals * Days];
        for (var day = 0; day < Days - 1; day++)
            foreach (var terminal in Draw(TerminalsADay, Terminals, random))
                compromised.AsSpan(terminal * Days + day, Math.Min(DaysOfATerminal, Days - day)).Fill(true);
        foreach (ref var payment in payments)
            payment.Fraud |= compromised[payment.Terminal * Days + payment.Day];
    }

    /// <summary>Each day some cards are copied: a third of their next payments are fraud, and larger.</summary>
    private void CompromiseCustomers(Span<Made> payments, int[] firstOf, Random random)
    {
        for (var day = 0; day < Days - 1; day++)
            foreach (var customer in Draw(CustomersADay, Customers, random))
            {
                var rows = new List<int>();
                for (var row = firstOf[customer]; row < firstOf[customer + 1]; row++)
                    if (payments[row].Day >= day && payments[row].Day < day + DaysOfACustomer)
                        rows.Add(row);
                var shuffled = rows.ToArray();
                random.Shuffle(shuffled);
                foreach (var row in shuffled.AsSpan(0, shuffled.Length / 3))
                {
                    payments[row].Amount = Math.Round(payments[row].Amount * AmountFactor, 2);
                    payments[row].Fraud = true;
                }
            }
    }

    private Table TableOf(List<Made> made)
    {
        var start = new DateTimeOffset(From, default, default).ToUnixTimeMilliseconds();
        return new(
            PaymentReader.FileName,
            [
                TextColumn.From("customer", made.Select(p => $"{p.Customer}")),
                TextColumn.From("terminal", made.Select(p => $"{p.Terminal}")),
                new NumberColumn("amount", [.. made.Select(p => p.Amount)]),
                new NumberColumn("timestamp", [.. made.Select(p => start + 1_000.0 * p.Second)]),
                new NumberColumn("fraud", [.. made.Select(p => p.Fraud ? 1.0 : 0)]),
            ]
        );
    }

    private static string Hash(List<Made> made) =>
        Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(made))));

    private static (double X, double Y) Place(Random random) =>
        (Side * random.NextDouble(), Side * random.NextDouble());

    private static HashSet<int> Draw(int count, int of, Random random)
    {
        var drawn = new HashSet<int>();
        while (drawn.Count < Math.Min(count, of))
            drawn.Add(random.Next(of));
        return drawn;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Made
    {
        public double Amount;
        public int Number;
        public int Customer;
        public int Terminal;
        public int Second;
        public int FraudFlag;

        public readonly int Day => Second / SecondsOfADay;

        public bool Fraud
        {
            readonly get => FraudFlag == 1;
            set => FraudFlag = value ? 1 : 0;
        }
    }
}
