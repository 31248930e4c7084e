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
    public void Concurrent_calls_get_the_same_scores()
    {
        var expected = NewCall(Films).Score<Film>(learned, Some);
        Parallel.For(0, 1000, _ => Assert.Equal(expected, NewCall(Films).Score<Film>(learned, Some)));
    }

    private static Call NewCall(FeatureSet set, FeatureSink? sink = null) => NewCall([set], sink);

    private static Call NewCall(IReadOnlyList<FeatureSet>? sets = null, FeatureSink? sink = null) =>
        new(new CallOptions(TinyData.At(0), 1, new FeatureStore(), sets ?? []) { Sink = sink });
}
