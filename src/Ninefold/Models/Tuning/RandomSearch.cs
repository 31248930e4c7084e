namespace Ninefold.Models.Tuning;

/// <summary>
/// Tries the given trainer, then parameters drawn at random (Bergstra and Bengio, 2012): better than a grid of as many
/// trials where few of the parameters matter. The result is never worse than the trainer it started from.
/// </summary>
/// <param name="Trials">How many trials in all, at least 1.</param>
/// <param name="Options">How it goes on, and which way is better.</param>
public sealed record RandomSearch(int Trials = 20, SearchOptions? Options = null) : SearchMethod(Options)
{
    /// <summary>How many trials in all.</summary>
    public int Trials { get; } = AtLeastOne(Trials, nameof(RandomSearch));

    internal override PointSource Begin<TTrainer>(SearchSpace<TTrainer> space, TTrainer start, int seed) =>
        new RandomPoints(Trials, space.Choices.Count, new(seed));

    internal sealed class RandomPoints(int total, int width, Random random) : PointSource(total)
    {
        public override double[] Next()
        {
            var point = new double[width];
            for (var i = 0; i < width; i++)
                point[i] = random.NextDouble();
            return point;
        }
    }
}
