using Ninefold.Monitoring;

namespace Ninefold.Tests.Monitoring;

public sealed class FeatureWindowTests
{
    private static readonly DriftThresholds Thresholds = new() { MinimumValues = 500 };

    [Fact]
    public void Values_like_those_in_training_do_not_drift()
    {
        var window = new FeatureWindow(Normal(1));
        Fill(window, seed: 2, shift: 0);
        var drift = window.Drift(Thresholds);
        Assert.Equal((2000, DriftLevel.None), (drift.Values, drift.Level));
        Assert.InRange(drift.Psi!.Value, 0, .03);
        Assert.InRange(drift.PValue!.Value, .01, 1);
    }

    [Theory]
    [InlineData(.35f, DriftLevel.Moderate)]
    [InlineData(1f, DriftLevel.Major)]
    public void A_shift_is_found_and_sized(float shift, DriftLevel expected)
    {
        var window = new FeatureWindow(Normal(1));
        Fill(window, seed: 2, shift);
        var drift = window.Drift(Thresholds);
        Assert.Equal(expected, drift.Level);
        Assert.Equal(shift * shift, drift.Psi!.Value, .25 * shift * shift); // for normals of variance 1, but for binning
        Assert.InRange(drift.PValue!.Value, 0, 1e-6);
    }

    [Fact]
    public void The_window_forgets_what_is_older_than_its_capacity()
    {
        var window = new FeatureWindow(Normal(1));
        Fill(window, seed: 2, shift: 5);
        Fill(window, seed: 3, shift: 0);
        Assert.Equal(DriftLevel.None, window.Drift(Thresholds).Level);
    }

    [Fact]
    public void Too_few_values_have_no_verdict()
    {
        var window = new FeatureWindow(Normal(1));
        for (var i = 0; i < 499; i++)
            window.Add(100);
        for (var i = 0; i < 400; i++)
            window.Add(float.NaN);
        Assert.Equal(new FeatureDrift("x", 499, null, null, null, DriftLevel.Unknown), window.Drift(Thresholds));
    }

    [Fact]
    public void Categories_drift_by_their_shares_and_by_unseen_ones()
    {
        var training = Enumerable.Range(0, 1000).Select(i => i % 4 == 0 ? "b" : "a").ToArray();
        var window = new FeatureWindow(CategoricalReference.Fit("kind", training), 1000);
        foreach (var value in training)
            window.Add(value);
        Assert.Equal((0, 1, DriftLevel.None), Key(window.Drift(Thresholds)));
        for (var i = 0; i < 1000; i++)
            window.Add(i % 10 == 0 ? "new" : training[i]);
        Assert.Equal(DriftLevel.Major, window.Drift(Thresholds).Level);
        Assert.Equal(.1, window.Quality().UnseenShare);
        Assert.Null(window.Quality().OutOfRangeShare);

        static (double, double, DriftLevel) Key(FeatureDrift drift) =>
            (drift.Psi!.Value, drift.PValue!.Value, drift.Level);
    }

    [Fact]
    public void Rare_categories_are_not_unseen_and_share_a_bin_with_those_that_are()
    {
        var window = new FeatureWindow(CategoricalReference.Fit("kind", ["a", "a", "b", "b", "c", "d"], bins: 2), 6);
        foreach (var value in new[] { "a", "a", "b", "b", "d", "new" })
            window.Add(value);
        Assert.Equal(1 / 6.0, window.Quality().UnseenShare);
        Assert.Equal(0, window.Drift(Thresholds with { MinimumValues = 1 }).Psi);
    }

    [Fact]
    public void Quality_counts_missing_values_and_values_beyond_training()
    {
        var window = new FeatureWindow(NumericReference.Fit("x", [0, 1, 2, float.NaN]), 10);
        Assert.Equal(new FeatureQuality("x", 0, 0, .25, 0, null), window.Quality());
        foreach (var value in new[] { 0, 1, 2, -1, 3, float.PositiveInfinity, 1.5f, .5f, float.NaN, float.NaN })
            window.Add(value);
        Assert.Equal(new FeatureQuality("x", 10, .2, .25, 3 / 8.0, null), window.Quality());
    }

    [Fact]
    public void Adding_does_not_allocate_and_the_wrong_kind_is_refused()
    {
        var number = new FeatureWindow(NumericReference.Fit("x", [1, 2]));
        var category = new FeatureWindow(CategoricalReference.Fit("kind", ["a"]));
        number.Add(1);
        category.Add("a");
        Allocations.AreNone(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                number.Add(i);
                category.Add("b");
            }
        });
        Assert.Contains("'x' is a number", Assert.Throws<InvalidOperationException>(() => number.Add("a")).Message);
        Assert.Contains(
            "'kind' is a category",
            Assert.Throws<InvalidOperationException>(() => category.Add(1)).Message
        );
    }

    internal static NumericReference Normal(int seed)
    {
        var random = new Random(seed);
        return NumericReference.Fit("x", [.. Enumerable.Range(0, 20_000).Select(_ => Gauss(random))]);
    }

    internal static void Fill(FeatureWindow window, int seed, float shift)
    {
        var random = new Random(seed);
        for (var i = 0; i < 2000; i++)
            window.Add(Gauss(random) + shift);
    }

    private static float Gauss(Random random) =>
        (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
