using Ninefold.Data.Tables;
using Ninefold.Features.Encoders;
using Ninefold.Models.Auto;

namespace Ninefold.Tests.Models.Auto;

/// <summary>FeatureProposal, and the ProposedNumber and ProposedCategory that it makes.</summary>
public sealed class FeatureProposalTests : IDisposable
{
    private readonly Customers customers = new();

    public void Dispose() => customers.Dispose();

    [Fact]
    public void Each_column_gets_what_its_values_ask_for()
    {
        var features = customers.Plan("left").Features.ToDictionary(f => f.Name);
        Assert.Equal(
            (NumberReading.Value, new MissingIndicator(fill: Fill.Median)),
            (Number("age").Reading, Number("age").Encoder)
        );
        Assert.Equal(Bucketize.ByQuantiles(10), Number("age_bucket").Encoder); // the young and the old leave
        Assert.Equal(
            (NumberReading.Logarithm, new Identity()),
            (Number("log_income").Reading, Number("log_income").Encoder)
        );
        Assert.Equal(new OneHot(3), Category("plan").Encoder);
        Assert.Equal(new OneHot(30), Category("region").Encoder); // the most frequent of 50
        Assert.Equal(new Ordinal(1000), Category("region_code").Encoder);
        Assert.Equal(
            (NumberReading.Hour, new Cyclical(24)),
            (Number("joined_hour").Reading, Number("joined_hour").Encoder)
        );
        Assert.Equal(new Cyclical(7), Number("joined_weekday").Encoder);
        Assert.Equal(new Cyclical(365.25), Number("joined_yearday").Encoder);
        Assert.DoesNotContain("joined_year", features.Keys); // rows are split by it
        Assert.DoesNotContain("income", features.Keys);

        ProposedNumber Number(string name) => Assert.IsType<ProposedNumber>(features[name]);
        ProposedCategory Category(string name) => Assert.IsType<ProposedCategory>(features[name]);
    }

    [Fact]
    public void More_categories_than_codes_share_them_by_a_hash_beside_their_frequency()
    {
        var rows = Enumerable.Range(0, 4000).Select(i => $"k{i * 7 % 1500},{i % 2}");
        var source = Customers.Read(customers.Write($"key,y\n{string.Join('\n', rows)}\n"));
        var features = AutoPlan.Of(source, new("y")).Features;
        Assert.Equal(
            [("key_code", (CategoricalEncoder)new Hashing(1000)), ("key_share", new CountEncoding())],
            features.Select(f => (f.Name, ((ProposedCategory)f).Encoder))
        );
    }

    [Fact]
    public void Names_are_made_fit_for_features_and_differ()
    {
        var rows = Enumerable.Range(0, 60).Select(i => $"{i % 7},{i % 5},{i % 6},{i % 2}");
        var source = Customers.Read(
            customers.Write($"Time taken(min),time_taken_min,%,y\n{string.Join('\n', rows)}\n")
        );
        Assert.Equal(
            ["time_taken_min", "time_taken_min_2", "column"],
            AutoPlan.Of(source, new("y")).Features.Select(f => f.Name)
        );
    }

    [Fact]
    public void What_is_read_of_a_moment_is_in_UTC()
    {
        var at = new DateTimeOffset(2024, 3, 3, 13, 30, 0, TimeSpan.Zero); // a Sunday
        var table = new Table("t", [new NumberColumn("at", [at.ToUnixTimeMilliseconds(), double.NaN])]);
        var set = new Ninefold.Features.FeatureSet<int>("moments");
        foreach (var reading in Enum.GetValues<NumberReading>().Where(r => r > NumberReading.Logarithm))
            new ProposedNumber($"{reading}", "at", "", reading, new Identity()).AddTo(set, table);
        var encoded = set.Table([0, 1], [0, 1]);
        var values = set.Fit(encoded).EncodeValues(encoded);
        Assert.Equal([13.5f, 0, 63, 2024], values[..4]);
        Assert.All(values[4..], value => Assert.Equal(float.NaN, value));
    }
}
