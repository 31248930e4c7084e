using Ninefold.Serving;

namespace Ninefold.Tests.Serving;

public class VectorIndexTunerTests
{
    private const int Dimensions = 16;

    [Fact]
    public void What_it_picks_reaches_the_recall_and_it_says_why()
    {
        var tuned = new VectorIndexTuner(.9, Metric: VectorMetric.Euclidean).Tune(
            Vectors(3000, 1),
            Dimensions,
            Vectors(100, 2),
            TimeProvider.System
        );
        Assert.InRange(tuned.Index.Evaluate(Vectors(100, 3), 10), .85, 1);
        Assert.Equal(tuned.Index.Width, tuned.Chosen.Width);
        Assert.Equal(8, tuned.Trials.Count);
        Assert.All(
            tuned.Trials.Where(t => t.Fits),
            t => Assert.True(t.Microseconds >= tuned.Chosen.Microseconds && t.Recall >= .85)
        );
        Assert.StartsWith($"{tuned.Chosen.Name} at width {tuned.Chosen.Width} finds ", tuned.Reason);
        Assert.Equal(1, tuned.Reason.Count(c => c == '\n' || c == '.') - Numbers(tuned.Reason));
    }

    [Fact]
    public void What_is_fast_enough_is_picked_before_anything_less_simple_is_tried()
    {
        var tuned = new VectorIndexTuner(.9) { FastEnough = double.MaxValue }.Tune(
            Vectors(2000, 1),
            Dimensions,
            Vectors(40, 2),
            TimeProvider.System
        );
        Assert.Equal("exact", Assert.Single(tuned.Trials).Name);
        Assert.Contains("nothing less simple was tried", tuned.Reason);
        Assert.Throws<ArgumentOutOfRangeException>(() => new VectorIndexTuner { FastEnough = -1 });
    }

    [Fact]
    public void What_takes_more_memory_than_there_is_is_not_picked()
    {
        var tuner = new VectorIndexTuner(.9, BytesPerVector: (Dimensions * 4) + 10);
        var tuned = tuner.Tune(Vectors(2000, 1), Dimensions, Vectors(40, 2), TimeProvider.System);
        Assert.Equal("exact", tuned.Chosen.Name);
        Assert.Contains("HNSW takes ", tuned.Reason);
        Assert.Contains("nothing else fits", tuned.Reason);
        var message = Assert
            .Throws<InvalidOperationException>(() =>
                (tuner with { BytesPerVector = 50 }).Tune(
                    Vectors(2000, 1),
                    Dimensions,
                    Vectors(40, 2),
                    TimeProvider.System
                )
            )
            .Message;
        Assert.Contains("50 bytes a vector", message);
        Assert.Contains("the smallest takes 68", message);
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        var (vectors, queries) = (Vectors(20, 1), Vectors(1, 2));
        Assert.Contains(
            "got 0",
            Assert
                .Throws<ArgumentException>(() =>
                    new VectorIndexTuner(0).Tune(vectors, Dimensions, queries, TimeProvider.System)
                )
                .Message
        );
        Assert.Contains(
            "two queries",
            Assert
                .Throws<ArgumentException>(() =>
                    new VectorIndexTuner().Tune(vectors, Dimensions, queries, TimeProvider.System)
                )
                .Message
        );
    }

    private static int Numbers(string text) =>
        Enumerable.Range(1, text.Length - 2).Count(i => text[i] == '.' && char.IsDigit(text[i + 1]));

    private static float[] Vectors(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count * Dimensions).Select(_ => (float)((random.NextDouble() * 2) - 1))];
    }
}
