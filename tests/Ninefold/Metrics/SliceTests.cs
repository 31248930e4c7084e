using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class SliceTests
{
    private sealed record Visit(bool NewUser, string Country);

    // New users: 40 with both classes. Austria: 35 without a positive. Malta: 5.
    private static readonly Visit[] Cases =
    [
        .. Enumerable.Repeat(new Visit(true, "DE"), 40),
        .. Enumerable.Repeat(new Visit(false, "AT"), 35),
        .. Enumerable.Repeat(new Visit(false, "MT"), 5),
    ];

    private static readonly Judged<double, double>[] Judged = Rows.Of(
        [.. Cases.Select((_, i) => i * 37 % 80 / 80.0)],
        [.. Cases.Select((c, i) => c.NewUser ? i % 2 : 0.0)]
    );

    private static SliceResult Evaluate(string name, Func<Visit, bool> contains) =>
        new Slice<Visit>(name, contains).Evaluate(new RocAuc(), Cases, Judged, new Bootstrap(1, 200));

    [Fact]
    public void A_slice_is_judged_by_itself()
    {
        var result = Evaluate("new users", visit => visit.NewUser);
        Assert.Equal(("new users", "roc_auc", 40), (result.Slice, result.Metric, result.Count));
        Assert.Equal(new RocAuc().Compute(Judged[..40]), result.Value!.Value);
        Assert.True(result.Value.Low < result.Value.Value && result.Value.Value < result.Value.High);
        Assert.Null(result.Reason);
    }

    [Fact]
    public void A_small_slice_is_counted_but_not_judged() =>
        Assert.Equal(
            new SliceResult("Malta", "roc_auc", 5, null, "fewer than 30 cases"),
            Evaluate("Malta", v => v.Country == "MT")
        );

    [Fact]
    public void A_slice_without_a_value_says_why() =>
        Assert.Equal(
            new SliceResult(
                "Austria",
                "roc_auc",
                35,
                null,
                "roc_auc is undefined: both classes are needed, and only one is there."
            ),
            Evaluate("Austria", v => v.Country == "AT")
        );

    [Fact]
    public void Each_case_needs_its_answer() =>
        Assert.Throws<ArgumentException>(() =>
            new Slice<Visit>("all", _ => true).Evaluate(new RocAuc(), Cases, Judged[1..], new Bootstrap(1))
        );
}
