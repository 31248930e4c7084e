using Ninefold.Models.Neighbors;

namespace Ninefold.Tests.Models.Neighbors;

public class RecencyTests
{
    [Theory]
    [InlineData(null, null, 50, 10, 1)]
    [InlineData(5.0, null, 5, 10, .5)]
    [InlineData(null, 2.0, 50, 4, .25)]
    [InlineData(5.0, 2.0, 10, 2, .125)]
    [InlineData(null, 2.0, 0, -3, 1)]
    [InlineData(1.0, null, 20, 0, 0)]
    public void Weights_halve_with_places_and_days(
        double? places,
        double? days,
        int back,
        int daysAgo,
        double expected
    ) =>
        Assert.Equal(
            (float)expected,
            new Recency(places, days).Weight(back, at: -daysAgo * SessionData.Day, now: 0),
            1e-6f
        );
}
