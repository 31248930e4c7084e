using Ninefold.Features;
using Ninefold.Models;
using Ninefold.Models.Online;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Queries;

/// <summary>A query and the class it belongs to: what is wanted, or what it is about.</summary>
/// <param name="Text">As it was typed.</param>
/// <param name="Class">Its class.</param>
public sealed record LabelledQuery(string Text, string Class);

/// <summary>
/// Learns the class of a query, such as its intent or its domain, from n-grams of characters within words, which stand
/// misspelled words and word forms: for each class logistic regression by AdaGrad tells it from all others.
/// </summary>
/// <param name="Shortest">The fewest characters of an n-gram, at least 1.</param>
/// <param name="Longest">The most, at least <see cref="Shortest"/>.</param>
/// <param name="Columns">How many n-grams at most, at least 1.</param>
/// <param name="Passes">How often the queries are learned, at least 1.</param>
/// <param name="LearningRate">Above 0.</param>
public sealed record QueryClassifierTrainer(
    int Shortest = 1,
    int Longest = 4,
    int Columns = 50_000,
    int Passes = 10,
    double LearningRate = .2
) : ITrainer<IReadOnlyList<LabelledQuery>, QueryClassifier>
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            "query-classifier",
            Parameters.AtLeast(Shortest, 1),
            Parameters.AtLeast(Longest, Shortest),
            Parameters.AtLeast(Columns, 1),
            Parameters.AtLeast(Passes, 1),
            Parameters.Above(LearningRate, 0)
        );

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">There are no two classes, or there is nothing in the queries.</exception>
    public QueryClassifier Fit(IReadOnlyList<LabelledQuery> data, TrainingContext context)
    {
        string[] classes = [.. data.Select(q => q.Class).Distinct().Order(StringComparer.Ordinal)];
        if (classes.Length < 2)
            throw new ArgumentException(
                $"{Name}: two classes or more are needed, but the {data.Count} queries have [{string.Join(", ", classes)}]."
            );
        var grams = new NGramTrainer(new(NGramKind.Characters, Shortest, Longest), Columns).Fit(
            data.Select(q => q.Text),
            context
        );
        LabelledQuery[] shuffled = [.. data];
        new Random(context.Seed).Shuffle(shuffled);
        SparseText[] texts = [.. shuffled.Select(q => grams.Encode(q.Text))];
        int[] offsets = [0, .. texts.Select(t => t.Columns.Length)];
        for (var i = 1; i < offsets.Length; i++)
            offsets[i] += offsets[i - 1];
        var examples = new SparseExamples(
            grams.Width,
            offsets,
            [.. texts.SelectMany(t => t.Columns)],
            [.. texts.SelectMany(t => t.Values)],
            []
        );
        var trainer = new StochasticGradient(LearningRate, Passes: Passes);
        var models = new StochasticGradientModel[classes.Length];
        Parallel.For(
            0,
            classes.Length,
            new ParallelOptions { MaxDegreeOfParallelism = context.Threads, CancellationToken = context.Cancellation },
            k =>
                models[k] = trainer.Fit(
                    examples with
                    {
                        Labels = [.. shuffled.Select(q => q.Class == classes[k] ? 1f : 0)],
                    },
                    context with
                    {
                        Progress = null,
                    }
                )
        );
        return new(grams, classes, models);
    }
}

/// <summary>Tells the class of a query. Safe for concurrent use.</summary>
/// <param name="Grams">What is looked at.</param>
/// <param name="Classes">The classes, by their characters.</param>
/// <param name="Models">Of each class what tells it from the others.</param>
public sealed record QueryClassifier(
    NGramModel Grams,
    IReadOnlyList<string> Classes,
    IReadOnlyList<StochasticGradientModel> Models
)
{
    /// <summary>The classes with their probabilities, which sum to 1, the likeliest first.</summary>
    /// <param name="query">Any text; one without a known n-gram is judged by how frequent classes are.</param>
    public IReadOnlyList<ClassProbability> Classify(string query)
    {
        var (columns, values) = Grams.Encode(query);
        double[] scores = [.. Models.Select(model => model.Predict(columns, values))];
        var total = scores.Sum();
        return
        [
            .. scores
                .Select((score, k) => new ClassProbability(Classes[k], total > 0 ? score / total : 1.0 / scores.Length))
                .OrderByDescending(c => c.Probability)
                .ThenBy(c => c.Class, StringComparer.Ordinal),
        ];
    }
}

/// <summary>A class and how probable it is.</summary>
/// <param name="Class">The class.</param>
/// <param name="Probability">0 to 1.</param>
public readonly record struct ClassProbability(string Class, double Probability);
