using System.Text;
using Ninefold.Data.Storage;
using Ninefold.Models.FewShot;

namespace Ninefold.Tests.Models.FewShot;

public sealed class NearestPrototypeTests
{
    private static readonly (string Class, string Text)[] Described =
    [
        ("weather", "rain, wind, sun, snow, clouds and temperatures: the forecast"),
        ("cooking", "a recipe: flour, butter, sugar, salt, an oven and a pan"),
        ("football", "a match of two teams with a goal, a referee and a penalty"),
    ];

    private static readonly (string Class, string Text)[] Known =
    [
        ("weather", "cloudy in the morning, rain and wind in the afternoon"),
        ("weather", "snow above a thousand metres, temperatures below zero"),
        ("cooking", "melt the butter in a pan and stir in the flour"),
        ("cooking", "bake it in the oven until the crust is brown"),
        ("football", "the team lost the match by a late goal"),
        ("football", "the referee gave a penalty in the second half"),
    ];

    private static readonly (string Class, string Text)[] Asked =
    [
        ("weather", "the forecast for tomorrow: sunny, with a light wind"),
        ("weather", "heavy rain is expected, and snow in the mountains"),
        ("cooking", "add sugar and salt to the flour and the butter"),
        ("cooking", "heat the pan, then put it into the oven"),
        ("football", "a goal in the last minute decided the match"),
        ("football", "both teams waited for the referee after the penalty"),
    ];

    /// <summary>Counts of hashed parts of the longer words: like texts lie together, as with any encoder.</summary>
    private static float[] Encode(string text)
    {
        var vector = new float[512];
        foreach (var word in text.Split(' ', ',', ':', '.').Where(word => word.Length > 3)) // the rest says little
        {
            var padded = $"<{word}>";
            for (var i = 0; i + 4 <= padded.Length; i++)
            {
                var hash = 0u;
                foreach (var letter in Encoding.UTF8.GetBytes(padded.Substring(i, 4)))
                    hash = (hash ^ letter) * 16777619;
                vector[hash % 512]++;
            }
        }
        return vector;
    }

    private static ClassVector[] Vectors((string Class, string Text)[] texts) =>
        [.. texts.Select(t => new ClassVector(t.Class, Encode(t.Text)))];

    private static int Right(PrototypeModel model) =>
        Asked.Count(asked => model.Classify(Encode(asked.Text)).Class == asked.Class);

    private static PrototypeModel Fit(ClassVector[] descriptions, ClassVector[] examples) =>
        new NearestPrototype().Fit(new(descriptions, examples), new(1));

    [Fact]
    public void Descriptions_alone_tell_classes_apart_and_examples_too()
    {
        Assert.Equal(Asked.Length, Right(Fit(Vectors(Described), [])));
        Assert.Equal(Asked.Length, Right(Fit([], Vectors(Known))));
        Assert.Equal(Asked.Length, Right(Fit(Vectors(Described), Vectors(Known))));
        // A class that was only described is found among others that have examples.
        var known = Vectors(Known).Where(v => v.Class != "football").ToArray();
        var mixed = Fit([Vectors(Described)[2]], known);
        Assert.All(Asked[4..], asked => Assert.Equal("football", mixed.Classify(Encode(asked.Text)).Class));
        Assert.InRange(Right(mixed), Asked.Length - 1, Asked.Length);
    }

    [Fact]
    public void More_examples_are_better_where_each_is_noisy()
    {
        var random = new Random(1);
        float[][] centres = [.. Enumerable.Range(0, 5).Select(_ => Draw(new float[32], 1))];
        var test = Enumerable.Range(0, 500).Select(i => (Class: $"{i % 5}", Vector: Draw(centres[i % 5], 2))).ToList();
        double[] shares =
        [
            .. new[] { 1, 5, 25 }.Select(shots =>
            {
                var examples = Enumerable
                    .Range(0, 5 * shots)
                    .Select(i => new ClassVector($"{i % 5}", Draw(centres[i % 5], 2)));
                var model = Fit([], [.. examples]);
                return test.Average(t => model.Classify(t.Vector).Class == t.Class ? 1.0 : 0);
            }),
        ];
        Assert.True(shares[0] > .3 && shares[1] > shares[0] + .05 && shares[2] > shares[1], string.Join(" ", shares));

        float[] Draw(float[] around, float deviation) =>
            [.. around.Select(x => x + deviation * (float)(Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6))];
    }

    [Fact]
    public void Probabilities_are_the_softmax_of_cosines()
    {
        var model = Fit([new("b", [0, 2]), new("a", [3, 0])], [new("a", [1, 1])]);
        Assert.Equal(["a", "b"], model.Classes);
        var half = Math.Sqrt(.5);
        var (x, y) = (1 + half, half); // the description counts as one example of (1, 1) / √2
        var cosine = x / Math.Sqrt(x * x + y * y);
        var probabilities = new double[2];
        model.Probabilities([5, 0], probabilities);
        var expected = 1 / (1 + Math.Exp((0 - cosine) / .1));
        Assert.Equal([expected, 1 - expected], probabilities, new Near(1e-6));
        model.Probabilities([0, 0], probabilities);
        Assert.Equal([.5, .5], probabilities);
        Assert.Equal("b", model.Classify([0, 1]).Class);
    }

    [Fact]
    public void It_is_a_part_of_a_release()
    {
        var model = Fit(Vectors(Described), Vectors(Known));
        var saved = PartSerializer.Write(model);
        var loaded = PartSerializer.Read<PrototypeModel>(saved);
        Assert.Equal(saved, PartSerializer.Write(loaded));
        Assert.Equal(model.Classify(Encode(Asked[0].Text)), loaded.Classify(Encode(Asked[0].Text)));
    }

    [Fact]
    public void Faults_are_said_at_once()
    {
        var error = Assert.Throws<ArgumentException>(() => new NearestPrototype(0, -1));
        Assert.Contains("Temperature", error.Message);
        Assert.Contains("DescriptionWeight", error.Message);
        error = Assert.Throws<ArgumentException>(() =>
            Fit([new("a", [1, 0]), new("b", [1])], [new("c", [0, 0]), new("d", [float.NaN, 1])])
        );
        foreach (
            var part in new[] { "'b' has 1 numbers, the first has 2", "'c' has no direction", "'d' has no direction" }
        )
            Assert.Contains(part, error.Message);
        Assert.Throws<ArgumentException>(() => Fit([], []));
        Assert.Throws<ArgumentException>(() => Fit([], [new("a", [1, 0]), new("a", [-1, 0])]));
        Assert.Throws<ArgumentException>(() => Fit([], [new("a", [1, 0])]).Classify([1]));
    }

    private sealed class Near(double tolerance) : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

        public int GetHashCode(double obj) => 0;
    }
}
