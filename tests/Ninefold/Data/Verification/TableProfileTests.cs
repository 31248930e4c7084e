using System.Text.Json;
using Ninefold.Data.Tables;
using Ninefold.Data.Verification;

namespace Ninefold.Tests.Data.Verification;

public class TableProfileTests
{
    [Fact]
    public void Numbers_are_described_by_range_mean_quantiles_and_bins()
    {
        var profile = ColumnProfile.Of(
            new NumberColumn("n", [.. Enumerable.Range(0, 101).Select(i => (double)i), double.NaN])
        );
        Assert.Equal((102L, 1L, 101L), (profile.Count, profile.Missing, profile.Distinct));
        Assert.Equal((0.0, 100.0, 50.0), (profile.Minimum, profile.Maximum, profile.Mean));
        Assert.Equal([5, 25, 50, 75, 95], profile.Quantiles);
        Assert.Equal([10, 20, 30, 40, 50, 60, 70, 80, 90], profile.Edges);
        Assert.Equal(1, profile.Shares.Sum(), 9);
        Assert.Equal(11.0 / 101, profile.Shares[0], 9); // 0 to 10, the edge included
    }

    [Fact]
    public void Texts_are_described_by_their_most_frequent_values()
    {
        var profile = ColumnProfile.Of(TextColumn.From("t", ["a", "b", "a", null, "a"]));
        Assert.Equal((5L, 1L, 2L), (profile.Count, profile.Missing, profile.Distinct));
        Assert.Equal([new("a", .75), new("b", .25)], profile.TopValues);
        Assert.Null(profile.Mean);
    }

    [Fact]
    public void Columns_without_a_value_are_described_too()
    {
        var numbers = ColumnProfile.Of(new NumberColumn("n", [double.NaN, double.NaN]));
        Assert.Equal((2L, 0L, null), (numbers.Missing, numbers.Distinct, numbers.Mean));
        Assert.Empty(ColumnProfile.Of(TextColumn.From("t", [null])).TopValues);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_000_000)]
    public void Distinct_numbers_are_counted_to_within_one_percent(int distinct)
    {
        var numbers = Enumerable.Range(0, distinct * 2).Select(i => 1e9 + i % distinct).ToList();
        Assert.InRange(ColumnProfile.Of(new NumberColumn("n", numbers)).Distinct, distinct * .99, distinct * 1.01);
    }

    [Fact]
    public void A_profile_survives_as_JSON_and_is_told_in_lines()
    {
        var table = new Table(
            "t",
            [new NumberColumn("n", [1, 2, 3, double.NaN]), TextColumn.From("c", ["x", "x", "y", null])]
        );
        var profile = TableProfile.Of(table);
        var back = JsonSerializer.Deserialize<TableProfile>(JsonSerializer.Serialize(profile))!;
        Assert.Equal(profile.Lines(), back.Lines());
        Assert.Equal("t: 4 rows", profile.Lines().First());
        Assert.Contains("  c: 2 distinct, 1 missing, most frequent x (66.7 %), y (33.3 %)", profile.Lines());
        Assert.True(DistributionVerification.Compare(back, table).Passed);
    }
}
