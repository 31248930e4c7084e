using System.IO.Compression;
using System.Text;
using Ninefold.Data;
using Ninefold.Data.Catalog;
using Ninefold.Data.Reading;

namespace Ninefold.Systems.FraudDetection.Data;

public sealed class PaymentReaderTests : IDisposable
{
    private const string Header = "customer,terminal,amount,timestamp,fraud\n";

    private readonly string folder = Directory.CreateTempSubdirectory("ninefold-").FullName;
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_published_payments_are_complete()
    {
        var data = await PublishedPayments.GetAsync();
        var payments = data.Payments;
        Assert.True(data.Report.Passed);
        Assert.Equal(("card-fraud", 1_754_155L, true), (data.Info.Id, data.Info.Rows, data.Info.Simulated));
        Assert.Equal((1_754_155, 4_990, 10_000), (payments.Count, payments.Customers.Count, payments.Terminals.Count));
        Assert.Equal(14_681, payments.Fraud.Count(fraud => fraud));
        Assert.Equal(183, payments.Day(payments.Count - 1) - payments.Day(0) + 1);
        Assert.Equal(
            ("596", "3156", 57.16f, new DateTimeOffset(2018, 4, 1, 0, 0, 31, default)),
            (
                payments.Customers[payments.Customer[0]],
                payments.Terminals[payments.Terminal[0]],
                payments.Amount[0],
                DateTimeOffset.FromUnixTimeMilliseconds(payments.At[0])
            )
        );
        Assert.Equal("9849", payments.Terminals[payments.Terminal[^1]]);
        Assert.Equal(2628f, payments.Amount.Max());
        Assert.Equal("line 2 of tx_01.csv.gz", data.Table.Place(0));
        Assert.EndsWith(" of tx_14.csv.gz", data.Table.Place(data.Table.Rows - 1));
    }

    [Fact]
    public async Task A_data_set_that_is_not_the_published_one_is_refused()
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, "card-fraud")).FullName;
        for (var part = 0; part < 14; part++)
        {
            await using var gzip = new GZipStream(
                File.Create(Path.Combine(own, CardFraud.Entry.Files[part])),
                CompressionLevel.Fastest
            );
            var text =
                "TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_TIME_SECONDS,TX_TIME_DAYS,TX_FRAUD,TX_FRAUD_SCENARIO\n"
                + $"{part},2018-04-01 00:00:31,596,3156,57.16,31,0,0,0\n"
                + (part == 6 ? $"{part},2018-04-01 00:00:32,596,3156,-1,32,0,1,1\n" : "");
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        }
        var store = new DatasetStore(Path.Combine(folder, "cache"), folder, TimeProvider.System);
        var fetched = await store.GetAsync([CardFraud.Entry], cancellation: cancellation);
        var error = Assert.Throws<InvalidDatasetException>(() => PaymentReader.Read(fetched, cancellation));
        Assert.Contains("card-fraud: rows must be 1,754,155, but is 15.", error.Details);
        Assert.Contains("card-fraud: CUSTOMER_ID, distinct must be 4,990, but is 1.", error.Details);
        Assert.Contains("card-fraud: TX_FRAUD, frauds must be 14,681, but is 1 of 15.", error.Details);
        Assert.Contains(
            "card-fraud: TX_AMOUNT must be 0 to 10000, but is -1 on line 3 of tx_07.csv.gz.",
            error.Details
        );
        Assert.Contains(
            "card-fraud: TRANSACTION_ID must be unique, but is '6' on line 2 of tx_07.csv.gz and on line 3 of tx_07.csv.gz.",
            error.Details
        );
    }

    [Fact]
    public void A_folder_of_the_users_own_is_read_oldest_first_by_its_own_names()
    {
        Write(
            "card,shop,amount,at,fraud,id\nann,x,12.5,2024-01-02T10:00:00Z,0,p1\nbob,y,3,1704067200,1,p2\nann,y,4,1704067200000,0,p3\n"
        );
        var data = PaymentReader.ReadFolder(
            folder,
            ColumnNames.Parse(["customer=card,terminal=shop", "timestamp=at"]),
            cancellation
        );
        var payments = data.Payments;
        Assert.Equal((3L, false), (data.Info.Rows, data.Info.Simulated));
        Assert.Equal(["bob", "ann", "ann"], payments.Customer.Select(c => payments.Customers[c]));
        Assert.Equal(["y", "y", "x"], payments.Terminal.Select(t => payments.Terminals[t]));
        Assert.Equal([3f, 4f, 12.5f], payments.Amount);
        Assert.Equal([true, false, false], payments.Fraud);
        Assert.Equal([1_704_067_200_000, 1_704_067_200_000, 1_704_189_600_000], payments.At);
    }

    public static TheoryData<string, string> Unusable =>
        new()
        {
            { "", "payments.csv: the file is empty" },
            { Header, "payments.csv: rows must be at least 1, but is 0" },
            { "customer,amount,timestamp,fraud\na,1,1,0\n", "line 1: needs the column 'terminal', but has 'customer'" },
            {
                Header + "a,x,NaN,1,0\nb,x,2,2,1\n",
                "payments.csv, line 2, column 'amount': must be a finite number, but is 'NaN'"
            },
            { Header + "a,x,1,1,0\nb,x,Infinity,2,1\n", "line 3, column 'amount': must be a finite number" },
            { Header + "a,x,1,1,0\nb,x,-2,2,1\n", "payments.csv: amount must be 0 to 10000000, but is -2 on line 3" },
            { Header + "a,x,1e12,1,0\nb,x,2,2,1\n", "amount must be 0 to 10000000, but is 1000000000000 on line 2" },
            { Header + "a,x,1,soon,0\nb,x,2,2,1\n", "line 2, column 'timestamp': must be Unix" },
            { Header + "a,x,1,1,yes\nb,x,2,2,1\n", "line 2, column 'fraud': must be a number, but is 'yes'" },
            { Header + "a,x,1,1,2\nb,x,2,2,1\n", "payments.csv: fraud must be 0 to 1, but is 2 on line 2" },
            {
                Header + "a,,1,1,0\nb,x,2,2,1\n",
                "payments.csv: terminal, missing must be none, but is 1 (50.00 %), first on line 2"
            },
            {
                Header + "a,x,1,1,0\nb,x,2,2,0\n",
                "payments.csv: fraud, frauds must be at least 1, but not all, but is 0 of 2"
            },
            {
                "customer,terminal,amount,timestamp,fraud,id\na,x,1,1,0,p\nb,x,2,2,1,p\n",
                "payments.csv: id must be unique, but is 'p' on line 2 and on line 3"
            },
            { Header + "a,x,1,1,0\nb,x", "payments.csv, line 3: the file is cut off here" },
        };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_folder_that_cannot_be_used_is_told_where(string content, string message)
    {
        Write(content);
        var error = Assert.Throws<InvalidDatasetException>(() =>
            PaymentReader.ReadFolder(folder, cancellation: cancellation)
        );
        Assert.Contains(error.Details, detail => detail.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_folder_or_file_and_an_unknown_column_are_named()
    {
        Assert.Contains("does not exist", Refused(Path.Combine(folder, "gone")));
        Assert.Contains("must have the file payments.csv with the columns customer", Refused(folder));
        Write(Header + "a,x,1,1,0\n");
        Assert.Equal(
            "The column to be mapped must be one of customer, terminal, amount, timestamp, fraud, id, but is 'user'.",
            Refused(folder, "user=card")
        );
        Assert.Contains("needs the column 'card'", Refused(folder, "customer=card"));
    }

    private string Refused(string from, params string[] columns) =>
        Assert
            .Throws<InvalidDatasetException>(() =>
                PaymentReader.ReadFolder(from, ColumnNames.Parse(columns), cancellation)
            )
            .Message;

    private void Write(string text) => File.WriteAllText(Path.Combine(folder, PaymentReader.FileName), text);
}
