using Ninefold.Text.Indexing;

namespace Ninefold.Systems.TextSearch;

public sealed class MeaningTrainerTests
{
    private static readonly string[] Sea = ["ship", "sails", "harbour", "tide", "anchor", "sailor", "wave", "deck"];
    private static readonly string[] Air = ["wing", "flight", "pilot", "engine", "cloud", "glider", "drag", "rudder"];
    private static readonly Corpus Corpus = new(
        "en",
        [
            .. Enumerable
                .Range(0, 160)
                .Select(i => new TextDocument($"{(i % 2 == 0 ? "sea" : "air")}-{i}")
                {
                    Texts = new Dictionary<string, string>
                    {
                        ["body"] = string.Join(' ', Words(i % 2 == 0 ? Sea : Air, new Random(i))),
                    },
                }),
            new("empty") { Texts = new Dictionary<string, string> { ["body"] = "of the" } },
        ]
    );
    private static readonly Meaning Learned = new MeaningTrainer().Fit(Corpus, new(Seed: 1));

    private static IEnumerable<string> Words(string[] of, Random random) =>
        Enumerable.Range(0, 6).Select(_ => of[random.Next(of.Length)]);

    private static string[] Alike(string text, Func<int, bool>? filter = null) =>
        [
            .. new AlikeDocuments(
                Learned,
                Learned.Encode(TextAnalysis.For("en").Terms(text)),
                filter is null ? default : new(filter)
            )
                .Find(new(-1, default, 0, 20))
                .Select(s => Corpus.Documents[s.Item].Id),
        ];

    [Fact]
    public void Documents_that_mean_the_like_are_found_whether_they_have_the_word_or_not()
    {
        Assert.All(Alike("ship"), id => Assert.StartsWith("sea-", id));
        Assert.All(Alike("pilot"), id => Assert.StartsWith("air-", id));
        var without = Alike("ship", place => !Corpus.Documents[place].Texts["body"].Contains("ship"));
        Assert.Equal(20, without.Length);
        Assert.All(without, id => Assert.StartsWith("sea-", id));
    }

    [Fact]
    public void Words_of_one_stem_are_one_in_the_form_that_is_most_written()
    {
        Assert.Equal("sails", Learned.Forms["sail"]);
        Assert.Equal(Learned.Encode(["sail"]), Learned.Encode(["sails"]));
        Assert.Empty(Alike("unheard-of"));
    }

    [Fact]
    public void The_seed_decides_and_the_number_of_threads_does_not()
    {
        var again = new MeaningTrainer().Fit(Corpus, new(Seed: 1, Threads: 2));
        Assert.Equal(Learned.Documents.Values, again.Documents.Values);
    }

    [Fact]
    public void A_document_without_words_is_like_nothing_and_so_is_a_collection_of_them()
    {
        Assert.Equal(0, Learned.Similarity(Learned.Encode(["ship"]), "empty"));
        var nothing = new MeaningTrainer().Fit(new("en", [Corpus.Documents[^1]]), new(Seed: 1));
        Assert.Equal(new float[96], nothing.Encode(["ship"]));
        Assert.Equal(0, nothing.Similarity(nothing.Encode(["ship"]), "empty"));
    }
}
