using CsCheck;
using Ninefold.Metrics;
using Ninefold.Metrics.Online;

namespace Ninefold.Tests.Metrics.Online;

public class OnlineMetricTests
{
    private static readonly OnlineMetric[] All =
    [
        new ClickThroughRate(),
        new ConversionRate(),
        new SessionSuccessRate(),
        new MeanWatchTime(),
        new FirstClickReciprocalRank(),
        new HideRate(),
        new ReportRate(),
    ];

    private static OnlineRequest Request(string subject, string session, int shown) =>
        new()
        {
            Id = "r",
            Subject = subject,
            Session = session,
            Arm = "champion",
            At = DateTimeOffset.UnixEpoch,
            Shown = shown,
        };

    private static readonly OnlineRequest[] Requests =
    [
        Request("ann", "1", 10) with
        {
            Clicks = [3, 0],
            WatchSeconds = 60,
        },
        Request("ann", "1", 10) with
        {
            Clicks = [1],
            Converted = true,
            WatchSeconds = 30,
        },
        Request("ann", "2", 0),
        Request("bob", "3", 20) with
        {
            Hides = 3,
            Reports = 1,
        },
    ];

    [Theory]
    [InlineData("click_through_rate", 3.0 / 40)]
    [InlineData("conversion_rate", 1.0 / 4)]
    [InlineData("session_success_rate", 1.0 / 3)]
    [InlineData("mean_watch_time", 90.0 / 4)]
    [InlineData("first_click_reciprocal_rank", (1.0 / 4 + 1.0 / 2) / 2)]
    [InlineData("hide_rate", 3.0 / 40)]
    [InlineData("report_rate", 1.0 / 40)]
    public void Values_are_ratios_of_sums(string name, double expected) =>
        Assert.Equal(expected, All.Single(metric => metric.Name == name).Value(Requests), 1e-12);

    [Fact]
    public void Only_hides_and_reports_should_be_few() =>
        Assert.Equal(
            ["hide_rate", "report_rate"],
            All.Where(metric => !metric.HigherIsBetter).Select(metric => metric.Name)
        );

    [Fact]
    public void Fractions_of_subjects_add_up() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Bool)
            .Array[0, 20]
            .Sample(facts =>
            {
                var requests = facts
                    .Select(f =>
                        Request($"{f.Item1}", $"{f.Item1}/{f.Item2}", 8) with
                        {
                            Clicks = [.. Enumerable.Range(0, f.Item3)],
                            Converted = f.Item4,
                            WatchSeconds = f.Item3,
                            Hides = f.Item2,
                        }
                    )
                    .ToArray();
                foreach (var metric in All)
                {
                    var sum = requests
                        .GroupBy(request => request.Subject)
                        .Aggregate(default(Fraction), (sum, subject) => sum + metric.Of(subject));
                    var whole = metric.Of(requests);
                    Assert.Equal(whole.Denominator, sum.Denominator);
                    Assert.Equal(whole.Numerator, sum.Numerator, 1e-9);
                }
            });

    [Fact]
    public void One_request_alone_is_its_own_fraction() =>
        Assert.All(All, metric => Assert.All(Requests, r => Assert.Equal(metric.Of([r]), metric.Of(r))));

    [Fact]
    public void Nothing_to_count_is_undefined()
    {
        Assert.All(All, metric => Assert.Throws<MetricUndefinedException>(() => metric.Value([])));
        Assert.Throws<MetricUndefinedException>(() => new FirstClickReciprocalRank().Value(Requests[2..]));
        Assert.Throws<MetricUndefinedException>(() =>
            new MeanWatchTime().Value([Requests[0] with { WatchSeconds = double.NaN }])
        );
    }
}
