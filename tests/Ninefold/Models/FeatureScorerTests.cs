using Ninefold.Features;
using Ninefold.Features.Encoders;
using Ninefold.Flows;
using Ninefold.Models;
using Ninefold.Models.Inspection;
using Ninefold.Models.Linear;
using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models;

public sealed class FeatureScorerTests
{
    private readonly record struct Film(double Length, string? Genre);

    private static readonly FeatureSet<Film> Films = new("film")
    {
        { "length", f => f.Length, new StandardScale() },
        { "genre", f => f.Genre, new OneHot(2) },
    };

    private static readonly Film[] Some = [new(90, "drama"), new(double.NaN, "comedy"), new(120, null), new(60, "new")];

    private readonly Learned<FeatureScorer> learned;

    public FeatureScorerTests()
    {
        var table = Films.Table(Some, [1, 0, 1, 0]);
        var fitted = Films.Fit(table);
        var rows = fitted.Encode(table);
        learned = new(
            "ranker",
            "logistic-regression",
            new(fitted, new LogisticRegression().Fit(new(rows, rows), new TrainingContext(1)))
        );
    }

    [Fact]
    public void A_request_is_scored_as_the_table_is()
    {
        var table = Films.Table(Some, [1, 0, 1, 0]);
        var scores = new double[Some.Length];
        learned.Model.Model.Score(learned.Model.Features.EncodeValues(table), scores);
        Assert.Equal(scores, NewCall(Films).Score<Film>(learned, Some));
        Assert.Equal(scores[2..3], NewCall(Films).Score<Film>(learned, Some.AsSpan(2, 1)));
        Assert.Empty(NewCall(Films).Score<Film>(learned, []));
    }

    [Fact]
    public void A_model_of_classes_gives_the_probability_of_each_and_another_none()
    {
        var table = Films.Table(Some, [0, 1, 2, 0]);
        var fitted = Films.Fit(table);
        var rows = fitted.Encode(table);
        var model = new MultinomialRegression().Fit(new(rows, rows), new TrainingContext(1));
        var expected = new double[3];
        model.Probabilities(rows.Row(1), expected);
        var seen = new List<float>();
        var call = NewCall(Films, (_, row) => seen.AddRange(row));
        Assert.Equal(expected, call.Probabilities(new("genre", "multinomial-regression", new(fitted, model)), Some[1]));
        Assert.Equal(rows.Row(1).ToArray(), seen);
        Assert.Equal(
            "Probabilities of classes need a model of classes, but LogisticModel is none.",
            Assert.Throws<InvalidOperationException>(() => NewCall(Films).Probabilities(learned, Some[1])).Message
        );
    }

    [Fact]
    public void The_reasons_of_a_score_are_its_contributions()
    {
        var row = learned.Model.Features.EncodeValues(Films.Table(Some[..1], [1]));
        var reasons = NewCall(Films).TopContributions(learned, Some[0], 2);
        Assert.Equal(2, reasons.Count);
        Assert.Equal(learned.Model.Model.TopContributions(learned.Model.Features.Schema, row, 2), reasons);
    }

    [Fact]
    public void The_monitors_see_the_vectors_that_were_scored()
    {
        var seen = new List<float>();
        NewCall(Films, (_, rows) => seen.AddRange(rows)).Score<Film>(learned, Some);
        Assert.Equal(learned.Model.Features.EncodeValues(Films.Table(Some, new float[4])), seen);
    }

    [Fact]
    public void Another_set_of_the_same_name_is_refused()
    {
        var other = new FeatureSet<Film>("film") { { "length", f => f.Length } };
        Assert.Contains(
            "Train again",
            Assert.Throws<ArgumentException>(() => NewCall(other).Score<Film>(learned, Some)).Message
        );
        Assert.Equal(
            "No feature set 'film' of Film. The system declares: .",
            Assert.Throws<KeyNotFoundException>(() => NewCall().Score<Film>(learned, Some)).Message
        );
    }

    [Fact]
    public void Prepared_vectors_are_scored_as_their_items_are()
    {
        var prepared = PreparedVectors.Of(
            Films,
            learned.Model.Features,
            [.. Some.Select((film, i) => ($"f{i}", film))]
        );
        var scores = NewCall(Films).Score<Film>(learned, Some);
        var seen = new List<float>();
        Assert.Equal(
            [double.NaN, scores[3], scores[0], double.NaN, scores[1], scores[1]],
            NewCall(sink: (_, rows) => seen.AddRange(rows))
                .Score(learned, prepared, ["nobody", "f3", "f0", "new", "f1", "f1"])
        );
        Assert.Equal(4 * learned.Model.Model.Width, seen.Count);
        Assert.Equal([double.NaN], NewCall().Score(learned, prepared, ["nobody"]));
        Assert.Equal(scores, NewCall().Score(learned, prepared, prepared.Ids.ToArray()));
        Assert.Empty(NewCall().Score(learned, prepared, []));
    }

    [Fact]
    public void Vectors_of_other_encoders_are_refused_in_one_line()
    {
        var fitted = Films.Fit(Films.Table(Some[..2], [1, 0]));
        var prepared = PreparedVectors.Of(Films, fitted, [("f0", Some[0])]);
        var error = Assert.Throws<InvalidOperationException>(() => NewCall().Score(learned, prepared, ["f0"]));
        Assert.Contains(fitted.Fingerprint, error.Message);
        Assert.Contains(learned.Model.Features.Fingerprint, error.Message);
    }

    [Fact]
    public void Concurrent_calls_get_the_same_scores()
    {
        var expected = NewCall(Films).Score<Film>(learned, Some);
        Parallel.For(0, 1000, _ => Assert.Equal(expected, NewCall(Films).Score<Film>(learned, Some)));
    }

    private static Call NewCall(FeatureSet set, FeatureSink? sink = null) => NewCall([set], sink);

    private static Call NewCall(IReadOnlyList<FeatureSet>? sets = null, FeatureSink? sink = null) =>
        new(new CallOptions(TinyData.At(0), 1, new FeatureStore(), sets ?? []) { Sink = sink });
}
