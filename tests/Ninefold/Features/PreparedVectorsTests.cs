using Ninefold.Data.Storage;
using Ninefold.Features;
using Ninefold.Features.Encoders;

namespace Ninefold.Tests.Features;

public sealed class PreparedVectorsTests
{
    private readonly record struct Film(double Length, string? Genre);

    private static readonly FeatureSet<Film> Films = new("film")
    {
        { "length", f => f.Length, new StandardScale() },
        { "genre", f => f.Genre, new OneHot(2) },
    };

    private static readonly Film[] Some = [new(90, "drama"), new(double.NaN, "comedy"), new(120, null)];

    private static readonly FittedFeatures Fitted = Films.Fit(Films.Table(Some, [1, 0, 1]));

    private static PreparedVectors Prepared =>
        PreparedVectors.Of(Films, Fitted, [.. Some.Select((f, i) => ($"f{i}", f))]);

    [Fact]
    public void A_vector_is_what_a_request_would_be_encoded_as()
    {
        var (encoder, row) = (Films.Bind(Fitted), new float[Fitted.Schema.Width]);
        foreach (var (i, film) in Some.Index())
        {
            encoder.Encode(film, row);
            Assert.Equal(row, Prepared.Find($"f{i}").ToArray());
        }
        Assert.True(Prepared.Find("nobody").IsEmpty);
    }

    [Fact]
    public void They_are_plain_data()
    {
        var read = PartSerializer.Read<PreparedVectors>(PartSerializer.Write(Prepared));
        Assert.Equal((Prepared.Set, Prepared.Fingerprint, 3), (read.Set, read.Fingerprint, read.Ids.Count));
        Assert.Equal(Prepared.Find("f1").ToArray(), read.Find("f1").ToArray());
        read.Require(PartSerializer.Read<FittedFeatures>(PartSerializer.Write(Fitted)));
        Assert.Empty(PreparedVectors.Of(Films, Fitted, []).Values);
    }

    [Fact]
    public void Encoders_of_the_same_columns_that_learned_otherwise_are_others()
    {
        var other = Films.Fit(Films.Table([.. Some[..2], new(150, null)], [1, 0, 1]));
        Assert.Equal(Fitted.Schema.Fingerprint, other.Schema.Fingerprint);
        var error = Assert.Throws<InvalidOperationException>(() => Prepared.Require(other));
        Assert.Equal(
            $"The vectors of 'film' were prepared by the encoders {Fitted.Fingerprint}, but the model was trained with {other.Fingerprint} of 'film'. Prepare them with the model's own.",
            error.Message
        );
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var twice = Assert.Throws<ArgumentException>(() =>
            PreparedVectors.Of(Films, Fitted, [("a", Some[0]), ("a", Some[1])])
        );
        Assert.Contains("'a' occurs twice", twice.Message);
        var cut = Assert.Throws<ArgumentException>(() => new PreparedVectors("film", "f", ["a", "b"], new float[3]));
        Assert.Equal("2 vectors cannot have 3 values together.", cut.Message);
        var set = new FeatureSet<Film>("film") { { "length", f => f.Length } };
        Assert.Contains(
            "Train again",
            Assert.Throws<ArgumentException>(() => PreparedVectors.Of(set, Fitted, [])).Message
        );
    }
}
