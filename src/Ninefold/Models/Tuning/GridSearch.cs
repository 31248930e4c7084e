namespace Ninefold.Models.Tuning;

/// <summary>
/// Tries every combination of evenly spread values: for one to three parameters. The last parameter of the space changes
/// fastest; the trainer it starts from is not tried.
/// </summary>
/// <param name="Points">How many values of each range, at least 2; a <see cref="Choice{TValue}"/> gives all of its.</param>
/// <param name="Options">How it goes on, and which way is better.</param>
public sealed record GridSearch(int Points = 3, SearchOptions? Options = null) : SearchMethod(Options)
{
    /// <summary>How many values of each range.</summary>
    public int Points { get; } =
        Points >= 2
            ? Points
            : throw new ArgumentOutOfRangeException(
                nameof(Points),
                $"GridSearch needs at least 2 points, got {Points}."
            );

    internal override PointSource Begin<TTrainer>(SearchSpace<TTrainer> space, TTrainer start, int seed) =>
        new GridPoints([.. space.Grid(start, Points).Select(c => c.Point)]);

    private sealed class GridPoints(IReadOnlyList<double[]> points) : PointSource(points.Count)
    {
        private int next;

        public override bool TriesStart => false;

        public override double[]? Next() => next < Total ? points[next++] : null;
    }
}
