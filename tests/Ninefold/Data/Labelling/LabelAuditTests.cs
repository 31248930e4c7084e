using Ninefold.Data.Labelling;
using Ninefold.Metrics;

namespace Ninefold.Tests.Data.Labelling;

public class LabelAuditTests
{
    private sealed record Payment(string Country, bool? First, bool? Second);

    private static readonly Payment[] Payments =
    [
        new("a", true, true),
        new("a", false, true),
        new("a", false, null),
        new("a", null, true),
        new("b", false, false),
        new("c", null, null),
    ];

    [Fact]
    public void Every_slice_has_its_rate_and_disagreement()
    {
        var audit = LabelAudit.Of(
            Payments,
            p => p.First,
            p => p.Second,
            [.. "abc".Select(c => new Slice<Payment>($"{c}", p => p.Country == $"{c}"))]
        );
        Assert.Equal(
            [
                new("all", 6, 4, WilsonInterval.Of(1, 4), 3, WilsonInterval.Of(1, 3)),
                new("a", 4, 3, WilsonInterval.Of(1, 3), 2, WilsonInterval.Of(1, 2)),
                new("b", 1, 1, WilsonInterval.Of(0, 1), 1, WilsonInterval.Of(0, 1)),
                new LabelAudit("c", 1, 0, null, 0, null),
            ],
            audit
        );
    }

    [Fact]
    public void A_slice_that_is_labelled_otherwise_lies_apart()
    {
        var random = new Random(1);
        var cases = Enumerable
            .Range(0, 4000)
            .Select(i => (Night: i % 4 == 0, Fraud: random.NextDouble() < (i % 4 == 0 ? .2 : .1)));
        var audit = LabelAudit.Of<(bool Night, bool Fraud)>(
            [.. cases],
            c => c.Fraud,
            _ => null,
            [new("night", c => c.Night), new("day", c => !c.Night)],
            confidence: .99
        );
        Assert.True(audit[1].Positives!.Low > audit[2].Positives!.High);
        Assert.Null(audit[1].Disagreement);
    }
}
