using System.Text.Json;
using System.Text.Json.Serialization;
using CsCheck;
using Ninefold.Features;
using Ninefold.Features.Encoders;

namespace Ninefold.Tests.Features;

public class FeatureSetTests
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private sealed record Film(double Age, float Price, string? Genre, string? Country);

    private static FeatureSet<Film> Every() =>
        new("film")
        {
            { "age", f => f.Age },
            { "age_standard", f => f.Age, new StandardScale() },
            { "age_minmax", f => f.Age, new MinMaxScale() },
            { "age_quantile", f => f.Age, Bucketize.ByQuantiles(4) },
            { "age_edges", f => f.Age, Bucketize.At(-1, 0, 5) },
            { "price_phase", f => f.Price, new Cyclical(24) },
            { "price_filled", f => f.Price, new MissingIndicator(new StandardScale(), Fill.Median) },
            { "genre", f => f.Genre, new OneHot(MaxCategories: 2), "main genre" },
            { "genre_code", f => f.Genre, new Ordinal(2) },
            { "country_share", f => f.Country, new CountEncoding() },
            { "country_hash", f => f.Country, new Hashing(Buckets: 7) },
        };

    private static readonly Gen<string?> Names = Gen.Int[0, 6]
        .Select(i => new[] { null, "", "a", "b", "c", "d", "é" }[i]);
    private static readonly Gen<double> Numbers = Gen.Frequency(
        (3, Gen.Double[-10, 10]),
        (1, Gen.Double),
        (1, Gen.Int[0, 6].Select(i => new[] { double.NaN, double.PositiveInfinity, 0, -0.0, 1e300, -1, 5 }[i]))
    );
    private static readonly Gen<Film> Films = Gen.Select(
        Numbers,
        Numbers,
        Names,
        Names,
        (age, price, genre, country) => new Film(age, (float)price, genre, country)
    );

    [Fact]
    public void Table_and_request_give_the_same_vectors_bit_for_bit_also_after_saving() =>
        Gen.Select(Films.Array[1, 30], Films.Array[1, 30])
            .Sample(
                (train, later) =>
                {
                    var features = Every();
                    var fitted = features.Fit(features.Table(train, new float[train.Length]));
                    var saved = JsonSerializer.Serialize(fitted, Json);
                    var loaded = JsonSerializer.Deserialize<FittedFeatures>(saved, Json)!;
                    Assert.Equal(saved, JsonSerializer.Serialize(loaded, Json));
                    Assert.Equal(fitted.Schema.Fingerprint, loaded.Schema.Fingerprint);

                    var table = fitted.EncodeValues(features.Table(later, new float[later.Length]));
                    var encoder = features.Bind(loaded);
                    var width = encoder.Schema.Width;
                    var row = new float[width];
                    for (var i = 0; i < later.Length; i++)
                    {
                        encoder.Encode(later[i], row);
                        Assert.Equal(
                            table[(i * width)..((i + 1) * width)].Select(BitConverter.SingleToInt32Bits),
                            row.Select(BitConverter.SingleToInt32Bits)
                        );
                        Assert.DoesNotContain(row, float.IsInfinity);
                    }
                },
                iter: 200
            );

    [Fact]
    public void A_saved_table_encodes_to_the_same_values()
    {
        var features = Every();
        var table = features.Table([new(1, 2, "a", null), new(double.NaN, 3, null, "b")], [0, 1], [0, 0], [1, 2]);
        var loaded = JsonSerializer.Deserialize<FeatureTable>(JsonSerializer.Serialize(table, Json), Json)!;
        var fitted = features.Fit(table);
        Assert.Equal(fitted.EncodeValues(table), fitted.EncodeValues(loaded));
        Assert.Equal(table.Labels, loaded.Labels);
        Assert.Equal(table.Groups, loaded.Groups);
        Assert.Equal(table.Weights, loaded.Weights);
    }

    [Fact]
    public void Columns_are_named_after_their_feature_and_codes_are_marked()
    {
        var features = new FeatureSet<Film>("film")
        {
            { "age", f => f.Age, new MissingIndicator() },
            { "hour", f => f.Price, new Cyclical(24) },
            { "genre", f => f.Genre, new OneHot(1) },
            { "country", f => f.Country, new Ordinal() },
        };
        var schema = features.Fit(features.Table([new(1, 2, "a", "b")], [0])).Schema;
        Assert.Equal(["age", "age:missing", "hour:sin", "hour:cos", "genre=a", "genre:other", "country"], schema.Names);
        Assert.Equal([6], Enumerable.Range(0, schema.Width).Where(i => schema.Categorical[i]));
    }

    [Fact]
    public void Encoding_a_request_allocates_nothing()
    {
        var features = Every();
        var film = new Film(3, 4, "a", "unseen");
        var encoder = features.Bind(features.Fit(features.Table([new(1, 2, "a", "b")], [0])));
        var row = new float[encoder.Schema.Width];
        encoder.Encode(film, row);
        Allocations.AreNone(() =>
        {
            for (var i = 0; i < 1000; i++)
                encoder.Encode(film, row);
        });
    }

    [Fact]
    public void What_was_fitted_binds_only_to_the_same_definition()
    {
        var then = new FeatureSet<Film>("film") { { "age", f => f.Age }, { "genre", f => f.Genre, new OneHot(3) } };
        var fitted = then.Fit(then.Table([new(1, 2, "a", null)], [0]));
        var now = new FeatureSet<Film>("film") { { "age", f => f.Age }, { "genre", f => f.Genre, new OneHot(4) } };
        Assert.NotEqual(then.Fingerprint, now.Fingerprint);
        var message = Assert.Throws<ArgumentException>(() => now.Bind(fitted)).Message;
        Assert.Contains("MaxCategories = 4", message);
        Assert.Contains("MaxCategories = 3", message);
        Assert.DoesNotContain("age", message);
        Assert.Throws<ArgumentException>(() => Every().Bind(fitted));

        var documented = new FeatureSet<Film>("film")
        {
            { "age", f => f.Age, null, "years" },
            { "genre", f => f.Genre, new OneHot(3) },
        };
        Assert.Equal(2, documented.Bind(fitted).Schema.Width - 1);
    }

    [Fact]
    public void Tables_of_other_features_are_refused()
    {
        var one = new FeatureSet<Film>("one") { { "age", f => f.Age } };
        var other = new FeatureSet<Film>("other") { { "age", f => f.Genre, new Ordinal() } };
        var table = other.Table([new(1, 2, "a", null)], [0]);
        Assert.Contains("(age, Categorical)", Assert.Throws<ArgumentException>(() => one.Fit(table)).Message);
        var fitted = one.Fit(one.Table([new(1, 2, "a", null)], [0]));
        Assert.Contains(
            "(age, Categorical)",
            Assert.Throws<ArgumentException>(() => fitted.EncodeValues(table)).Message
        );
        Assert.Throws<ArgumentException>(() => one.Fit(one.Table([], [])));
        Assert.Throws<ArgumentException>(() => one.Bind(fitted).Encode(new(1, 2, "a", null), new float[2]));
    }

    [Fact]
    public void A_table_says_all_that_is_wrong_with_it()
    {
        var features = new FeatureSet<Film>("film") { { "age", f => f.Age } };
        Film film = new(1, 2, null, null);
        var message = Assert.Throws<ArgumentException>(() => features.Table([film, film], [0, 1, 1], [0], [])).Message;
        Assert.Contains("2 items need as many labels, got 3", message);
        Assert.Contains("2 items need as many groups, got 1", message);
        Assert.Contains("2 items need as many weights, got 0", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a=b")]
    [InlineData("a b")]
    [InlineData("age")]
    public void Names_are_plain_and_distinct(string name)
    {
        var features = new FeatureSet<Film>("film") { { "age", f => f.Age } };
        Assert.Contains($"'{name}'", Assert.Throws<ArgumentException>(() => features.Add(name, f => f.Age)).Message);
    }

    [Fact]
    public void The_catalogue_lists_features_with_their_encoders() =>
        Assert.Contains(
            new FeatureDescription("genre", FeatureKind.Categorical, "OneHot { MaxCategories = 2 }", "main genre"),
            Every()
        );
}
