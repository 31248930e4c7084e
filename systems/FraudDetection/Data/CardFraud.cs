using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Tables;

namespace Ninefold.Systems.FraudDetection.Data;

/// <summary>
/// The card payments of the Fraud Detection Handbook: a published simulation of 5,000 customers at 10,000 terminals over
/// 183 days from 2018-04-01, 1,754,155 payments, of which 14,681 are fraud. No server is asked for it; the user brings it.
/// </summary>
public static class CardFraud
{
    /// <summary>How many of the payments are fraud.</summary>
    internal const int Frauds = 14_681;

    private const double FirstMoment = 1_522_540_800_000; // 2018-04-01, Unix milliseconds
    private const double LastMoment = 1_538_351_999_999; // the end of 2018-09-30

    /// <summary>The one edition.</summary>
    public static CatalogEntry Entry { get; } =
        new()
        {
            Id = "card-fraud",
            Title = "Card payments of the Fraud Detection Handbook",
            Licence = "made by the code of the Handbook, which is GPL-3.0; the data states none of its own",
            Citation =
                "Y.-A. Le Borgne, W. Siblini, B. Lebichot and G. Bontempi, \"Reproducible Machine Learning for Credit Card "
                + "Fraud Detection: Practical Handbook\", Université Libre de Bruxelles, 2022.",
            Simulated = true,
            Sample = new(SampleKind.Everything, "all payments of the simulation"),
            Files = [.. Enumerable.Range(1, 14).Select(part => $"tx_{part:00}.csv.gz")],
            Tables =
            [
                new(
                    "card-fraud",
                    [
                        new("TRANSACTION_ID", ColumnType.Integer)
                        {
                            Unique = true,
                            Minimum = 0,
                            Maximum = 1_754_154,
                        },
                        new("CUSTOMER_ID", ColumnType.Text) { Distinct = 4_990 },
                        new("TERMINAL_ID", ColumnType.Text) { Distinct = 10_000 },
                        new("TX_AMOUNT", ColumnType.Number) { Minimum = 0, Maximum = 10_000 },
                        new("TX_DATETIME", ColumnType.Timestamp) { Minimum = FirstMoment, Maximum = LastMoment },
                        new("TX_FRAUD", ColumnType.Integer) { Minimum = 0, Maximum = 1 },
                    ]
                )
                {
                    Rows = 1_754_155,
                },
            ],
            Sources = [],
        };

    internal static PaymentColumns Columns { get; } =
        new("CUSTOMER_ID", "TERMINAL_ID", "TX_AMOUNT", "TX_DATETIME", "TX_FRAUD");
}
