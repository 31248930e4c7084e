using System.Globalization;
using Ninefold.Data.Tables;
using Ninefold.Models.Auto;
using Ninefold.Tests.Data;

namespace Ninefold.Tests.Models.Auto;

/// <summary>A table of customers that do not exist: what they leave, pay and choose follows from some columns, and others are rubbish.</summary>
internal sealed class Customers : IDisposable
{
    public const string Header = "id,age,income,plan,region,joined,empty,same,refund,left,spend,choice,grade,household";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The path of a file with so many rows; the same seed gives the same.</summary>
    public string Write(int rows = 600, int seed = 1) =>
        folder.Write("customers.csv", $"{Header}\n{string.Join('\n', Rows(rows, seed))}\n");

    public GuessedTable Read(int rows = 600) => Read(Write(rows));

    public static GuessedTable Read(string path, string? time = null) =>
        TableGuess.Read(path, time, TestContext.Current.CancellationToken);

    public AutoPlan Plan(string target, string? time = null, string? group = null) =>
        AutoPlan.Of(Read(Write(), time), new AutoTask(target, time, group));

    /// <summary>The path of a file with this text.</summary>
    public string Write(string text) => folder.Write("table.csv", text);

    private static IEnumerable<string> Rows(int rows, int seed)
    {
        var random = new Random(seed);
        string[] plans = ["basic", "plus", "pro"];
        for (var i = 0; i < rows; i++)
        {
            var (age, plan, region) = (18 + random.Next(60), random.Next(3), random.Next(50));
            var income = Math.Round(Math.Exp(9 + 1.5 * Normal(random)));
            var curve = Math.Abs(age - 48) / 10.0; // the young and the old leave
            var left = random.NextDouble() < 1 / (1 + Math.Exp(3 - 1.5 * curve - (plan == 0 ? 1 : 0))) ? "yes" : "no";
            var spend = 20 + 10 * plan + age / 2.0 + 2 * Normal(random);
            var choice =
                age < 35 ? "film"
                : age < 55 || random.Next(5) == 0 ? "news"
                : "sport";
            var joined = new DateTime(2023, 1, 1).AddHours(i * 25);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"c-{i},{(random.Next(10) == 0 ? "" : age)},{income},{plans[plan]},r{region},{joined:yyyy-MM-ddTHH:mm:ssZ},,x,{(left == "yes" ? "given" : "")},{left},{spend:0.00},{choice},{1 + plan},h{i / 3}"
            );
        }
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
