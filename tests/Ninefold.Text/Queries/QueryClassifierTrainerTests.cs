using Ninefold.Data.Storage;
using Ninefold.Text.Queries;

namespace Ninefold.Text.Tests.Queries;

public sealed class QueryClassifierTrainerTests
{
    private static readonly LabelledQuery[] Queries =
    [
        .. new[] { "play a song", "play some jazz", "listen to music", "put on a song" }.Select(q => new LabelledQuery(
            q,
            "music"
        )),
        .. new[] { "will it rain", "weather in paris", "how warm is it", "weather tomorrow" }.Select(
            q => new LabelledQuery(q, "weather")
        ),
    ];

    private static readonly QueryClassifier Classifier = new QueryClassifierTrainer().Fit(Queries, new(Seed: 1));

    [Theory]
    [InlineData("play musik", "music")]
    [InlineData("the weahter", "weather")]
    [InlineData("rainy?", "weather")]
    public void Queries_are_told_apart_by_parts_of_words(string query, string expected)
    {
        var found = Classifier.Classify(query);
        Assert.Equal(expected, found[0].Class);
        Assert.Equal(2, found.Count);
        Assert.Equal(1, found.Sum(c => c.Probability), 9);
    }

    [Fact]
    public void Nothing_has_probabilities_too()
    {
        foreach (var query in new[] { "", "🎉", "\"" })
            Assert.Equal(1, Classifier.Classify(query).Sum(c => c.Probability), 9);
    }

    [Fact]
    public void The_same_seed_gives_the_same_classifier_on_one_thread_or_two_and_it_can_be_saved()
    {
        var saved = PartSerializer.Write(Classifier);
        Assert.Equal(saved, PartSerializer.Write(new QueryClassifierTrainer().Fit(Queries, new(1, Threads: 2))));
        var again = PartSerializer.Read<QueryClassifier>(saved);
        Assert.Equal(Classifier.Classify("play it"), again.Classify("play it"));
    }

    [Fact]
    public void What_cannot_be_learned_from_is_refused()
    {
        Assert.Contains(
            "two classes or more are needed, but the 1 queries have [a]",
            Assert.Throws<ArgumentException>(() => new QueryClassifierTrainer().Fit([new("x", "a")], new(1))).Message
        );
        Assert.Contains(
            "Longest must be 3 or more, got 2; Columns must be 1 or more, got 0",
            Assert.Throws<ArgumentException>(() => new QueryClassifierTrainer(3, 2, 0)).Message
        );
        Assert.ThrowsAny<OperationCanceledException>(() =>
            new QueryClassifierTrainer().Fit(Queries, new(1, Cancellation: new(canceled: true)))
        );
    }

    /// <summary>Spoken requests of seven intents; 13,084 to learn from.</summary>
    [Fact]
    public void It_tells_the_intents_of_SNIPS()
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("NINEFOLD_DATA") ?? "", "snips");
        Assert.SkipUnless(Directory.Exists(folder), "The data set snips is not in $NINEFOLD_DATA.");
        var classifier = new QueryClassifierTrainer().Fit(Read("train"), new(1, Threads: 2));
        var test = Read("test");
        var accuracy = test.Average(q => classifier.Classify(q.Text)[0].Class == q.Class ? 1.0 : 0);
        TestContext.Current.SendDiagnosticMessage($"accuracy {accuracy:P2} of {test.Count}");
        Assert.InRange(accuracy, .96, 1);

        List<LabelledQuery> Read(string part) =>
            [
                .. File.ReadLines(Path.Combine(folder, part, "seq.in"))
                    .Zip(
                        File.ReadLines(Path.Combine(folder, part, "label")),
                        (text, label) => new LabelledQuery(text.Trim(), label.Trim())
                    ),
            ];
    }
}
