using System.Text.Json;
using Ninefold.Bench.Conformal;
using Ninefold.Metrics;
using Ninefold.Models.Calibration;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;
using Ninefold.Models.Trees;

// How often intervals of 90 % hold the label on three real tables: each split draws rows to learn from, to calibrate on and to
// test on anew.
const double Wanted = .9;
const int Splits = 20;
const int Most = 6000; // rows a split
var (low, high) = (.88, .92);
var trees = new BoostedTrees
{
    Objective = TreeObjective.Regression,
    Rounds = 60,
    Leaves = 15,
    Patience = 0,
};
var quantile = trees with { Objective = TreeObjective.Quantile };
IReadOnlyList<(string Name, LabelledRows Rows)> tables;
try
{
    tables = RealTables.Read();
}
catch (IOException e)
{
    Console.Error.WriteLine($"{e.Message} Set NINEFOLD_DATA to the folder that holds the tables.");
    return 2;
}
var results = new List<Covered>();
foreach (var (name, rows) in tables)
{
    results.Add(
        Measure(name, rows, "ridge, one width", (train, held) => Around(new LinearRegression(L2: 1), train, held))
    );
    results.Add(Measure(name, rows, "boosted trees, one width", (train, held) => Around(trees, train, held)));
    results.Add(
        Measure(
            name,
            rows,
            "boosted trees, between quantiles",
            (train, held) =>
                ConformalIntervals.Between(
                    Fit(quantile with { Quantile = (1 - Wanted) / 2 }, train),
                    Fit(quantile with { Quantile = (1 + Wanted) / 2 }, train),
                    held,
                    Wanted
                )
        )
    );
}
var met = results.All(r => r.Coverage >= low && r.Coverage <= high);
var text = JsonSerializer.Serialize(
    new
    {
        schema = 1,
        wanted = Wanted,
        splits = Splits,
        most_rows_a_split = Most,
        results,
        range = new { low, high },
        met,
    },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower }
);
Console.WriteLine(text);
if (args is [var path])
    File.WriteAllText(path, text + "\n");
return met ? 0 : 1;

static ITabularModel Fit(ITabularTrainer trainer, LabelledRows train) => trainer.Fit(new(train, train), new(1));

static ConformalIntervals Around(ITabularTrainer trainer, LabelledRows train, LabelledRows held) =>
    ConformalIntervals.Around(Fit(trainer, train), held, Wanted);

// Half of the rows to learn from, a quarter each to calibrate on and to test on.
static Covered Measure(
    string table,
    LabelledRows rows,
    string how,
    Func<LabelledRows, LabelledRows, ConformalIntervals> calibrate
)
{
    var (shares, widths) = (new double[Splits], new double[Splits]);
    for (var split = 0; split < Splits; split++)
    {
        int[] order = [.. Enumerable.Range(0, rows.Count)];
        new Random(split).Shuffle(order);
        var count = Math.Min(Most, rows.Count);
        var (half, quarter) = (count / 2, count / 4);
        var intervals = calibrate(
            rows.Take([.. order[..half].Order()]),
            rows.Take([.. order[half..(half + quarter)].Order()])
        );
        var test = rows.Take([.. order[(half + quarter)..count].Order()]);
        var judged = Enumerable
            .Range(0, test.Count)
            .Select(row => (Ends: intervals.Of(test.Row(row)), Label: (double)test.Labels[row]))
            .Select(r => new Judged<Interval, double>(new(r.Ends.Low, r.Ends.Low, r.Ends.High), r.Label, "all"))
            .ToList();
        shares[split] = new IntervalCoverage().Compute(judged);
        widths[split] = judged.Average(j => j.Output.High - j.Output.Low);
    }
    var spread = rows.Labels.Max() - rows.Labels.Min();
    var covered = new Covered(table, how, shares.Average(), shares.Min(), shares.Max(), widths.Average() / spread);
    Console.WriteLine(covered);
    return covered;
}

/// <param name="Table">The table.</param>
/// <param name="How">The model, and how intervals are made of it.</param>
/// <param name="Coverage">The mean over the splits of the share of labels that their intervals hold.</param>
/// <param name="Lowest">That of the split with the least.</param>
/// <param name="Highest">That of the split with the most.</param>
/// <param name="Width">The mean width of an interval, as a share of the range of the labels.</param>
internal sealed record Covered(string Table, string How, double Coverage, double Lowest, double Highest, double Width);
