namespace Ninefold.Models.Tuning;

/// <summary>
/// The tree-structured Parzen estimator (TPE; Bergstra et al., 2011, "Algorithms for hyper-parameter optimization"): after
/// some random trials it draws from a density over the best of them, and tries what is likely among these and unlikely
/// among the rest. Kernels span all parameters, as in Falkner et al., 2018, so that parameters may depend on each other.
/// </summary>
/// <param name="Trials">How many trials in all, at least 1.</param>
/// <param name="Options">How it goes on, and which way is better.</param>
public sealed record ParzenSearch(int Trials = 40, SearchOptions? Options = null) : SearchMethod(Options)
{
    /// <summary>How many trials in all.</summary>
    public int Trials { get; } = AtLeastOne(Trials, nameof(ParzenSearch));

    /// <summary>How many are drawn at random before it learns, at least 2.</summary>
    public int RandomTrials
    {
        get;
        init =>
            field =
                value >= 2
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(RandomTrials),
                        $"ParzenSearch needs at least 2 random trials, got {value}."
                    );
    } = 10;

    /// <summary>How many draws the next trial is the best of, at least 1: more follows what is known more closely.</summary>
    public int Draws
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Draws),
                        $"ParzenSearch needs at least 1 draw, got {value}."
                    );
    } = 24;

    internal override PointSource Begin<TTrainer>(SearchSpace<TTrainer> space, TTrainer start, int seed) =>
        new ParzenPoints(this, space.Choices, new(seed));

    private sealed class ParzenPoints(ParzenSearch search, IReadOnlyList<int?> choices, Random random)
        : PointSource(search.Trials)
    {
        private const double BestShare = .15;
        private readonly List<(double[] Point, double Loss)> told = [];

        public override void Tell(double[] point, double loss) => told.Add((point, loss));

        public override double[] Next()
        {
            if (told.Count < search.RandomTrials)
                return [.. choices.Select(_ => random.NextDouble())];
            var sorted = told.OrderBy(t => t.Loss).Select(t => t.Point).ToList();
            var best = (int)Math.Ceiling(BestShare * sorted.Count);
            var (good, bad) = (new ParzenDensity(sorted[..best], choices), new ParzenDensity(sorted[best..], choices));
            return Enumerable
                .Range(0, search.Draws)
                .Select(_ => good.Draw(random))
                .MaxBy(point => good.LogDensity(point) - bad.LogDensity(point))!;
        }
    }
}
