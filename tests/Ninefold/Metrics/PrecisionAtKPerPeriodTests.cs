using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

public class PrecisionAtKPerPeriodTests
{
    private static Judged<EntityScore, double> Row(string period, string entity, double score, double label) =>
        new(new(entity, score), label, period);

    [Fact]
    public void An_entity_ranks_by_its_largest_score_and_any_positive_makes_it_a_hit() =>
        // Monday: a (.9, the positive is another of its rows) and c (.8); b stays behind. Tuesday: b and a.
        Assert.Equal(
            (1 / 2.0 + 2 / 2.0) / 2,
            new PrecisionAtKPerPeriod(2).Compute([
                Row("monday", "a", .9, 0),
                Row("monday", "b", .7, 1),
                Row("monday", "a", .1, 1),
                Row("monday", "c", .8, 0),
                Row("monday", "b", .6, 1),
                Row("tuesday", "a", .2, 1),
                Row("tuesday", "b", .3, 1),
            ]),
            1e-12
        );

    [Fact]
    public void Who_was_found_can_be_left_out_of_later_periods()
    {
        Judged<EntityScore, double>[] judged =
        [
            Row("1", "a", .9, 1),
            Row("1", "b", .1, 0),
            Row("2", "a", .9, 1),
            Row("2", "b", .1, 0),
        ];
        Assert.Equal(1, new PrecisionAtKPerPeriod(1).Compute(judged));
        Assert.Equal(
            .5,
            new PrecisionAtKPerPeriod(1, (entity, period) => entity == "a" && period == "2").Compute(judged)
        );
    }

    [Fact]
    public void Entities_tied_at_the_cutoff_share_what_is_left() =>
        Assert.Equal(
            (1 + 2 / 3.0) / 2,
            new PrecisionAtKPerPeriod(2).Compute([
                Row("1", "a", .9, 1),
                Row("1", "b", .5, 0),
                Row("1", "c", .5, 1),
                Row("1", "d", .5, 1),
            ]),
            1e-12
        );

    [Fact]
    public void Empty_ranks_are_misses_and_quiet_periods_count() =>
        Assert.Equal(
            1 / 4.0 / 2,
            new PrecisionAtKPerPeriod(4).Compute([Row("1", "a", .9, 1), Row("2", "a", .9, 0), Row("2", "b", .8, 0)]),
            1e-12
        );

    [Fact]
    public void A_bootstrap_draws_periods_whole()
    {
        // Half of the periods find one of one: the standard error of their mean is 0.5 / √100.
        var judged = Enumerable.Range(0, 100).Select(day => Row($"{day}", "a", .9, day % 2)).ToArray();
        var interval = new Bootstrap(1).Estimate(new PrecisionAtKPerPeriod(1), judged);
        Assert.Equal(.5, interval.Value, 1e-12);
        Assert.Equal(2 * 1.96 * .05, interval.High - interval.Low, .03);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Equal(
            "precision_per_period@3 is undefined: the output of row 0 must be a number, but is NaN.",
            Assert
                .Throws<MetricUndefinedException>(() =>
                    new PrecisionAtKPerPeriod(3).Compute([Row("1", "a", double.NaN, 0)])
                )
                .Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new PrecisionAtKPerPeriod(0));
    }
}
