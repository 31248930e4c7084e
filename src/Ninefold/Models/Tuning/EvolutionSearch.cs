using MathNet.Numerics.LinearAlgebra;

namespace Ninefold.Models.Tuning;

/// <summary>
/// CMA-ES (Hansen, 2016, "The CMA evolution strategy: a tutorial"): generations drawn from a Gaussian whose mean,
/// covariance and step follow the better half. For five to some thirty numbers that depend on each other and a hundred
/// trials or more; choices are taken as if they had an order. Where the step has become tiny it starts again, from a
/// random mean and with twice the population.
/// </summary>
/// <param name="Trials">How many trials in all, at least 1.</param>
/// <param name="Options">How it goes on, and which way is better; <c>Parallel</c> up to a generation is of use.</param>
public sealed record EvolutionSearch(int Trials = 100, SearchOptions? Options = null) : SearchMethod(Options)
{
    /// <summary>How many trials in all.</summary>
    public int Trials { get; } = AtLeastOne(Trials, nameof(EvolutionSearch));

    /// <summary>The first step, as a share of the ranges, above 0 to 1.</summary>
    public double Step
    {
        get;
        init =>
            field = value is > 0 and <= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Step),
                    $"The step of EvolutionSearch must be above 0 and at most 1, got {value}."
                );
    } = .3;

    internal override PointSource Begin<TTrainer>(SearchSpace<TTrainer> space, TTrainer start, int seed) =>
        new Evolution(this, space.Choices.Count, new(seed));

    private sealed class Evolution : PointSource
    {
        private const double Tiny = 1e-4;
        private readonly EvolutionSearch search;
        private readonly Random random;
        private readonly int width;
        private readonly List<(Vector<double> Draw, double Loss)> generation = [];
        private readonly Queue<Vector<double>> given = [];
        private int population;
        private int drawn;
        private double[] weights = [];
        private double mass; // of the weights: how many points they amount to
        private double step;
        private int generations;
        private Vector<double> mean;
        private Vector<double> stepPath;
        private Vector<double> path;
        private Matrix<double> covariance;
        private Matrix<double> axes; // the columns are eigenvectors
        private Vector<double> lengths; // the roots of the eigenvalues

        public Evolution(EvolutionSearch search, int width, Random random)
            : base(search.Trials)
        {
            (this.search, this.width, this.random) = (search, width, random);
            population = 4 + (int)(3 * Math.Log(width));
            mean = Vector<double>.Build.Dense(width, .5);
            (stepPath, path, lengths) = (mean, mean, mean);
            (covariance, axes) = (Matrix<double>.Build.Dense(width, width), Matrix<double>.Build.Dense(width, width));
            Start();
        }

        private void Start()
        {
            var half = population / 2;
            weights = [.. Enumerable.Range(1, half).Select(i => Math.Log((population + 1) / 2.0) - Math.Log(i))];
            var sum = weights.Sum();
            weights = [.. weights.Select(w => w / sum)];
            mass = 1 / weights.Sum(w => w * w);
            (step, generations) = (search.Step, 0);
            (stepPath, path) = (Vector<double>.Build.Dense(width), Vector<double>.Build.Dense(width));
            (covariance, axes) = (Matrix<double>.Build.DenseIdentity(width), Matrix<double>.Build.DenseIdentity(width));
            lengths = Vector<double>.Build.Dense(width, 1);
        }

        public override double[]? Next()
        {
            if (drawn == population)
                return null; // not before the generation is judged
            drawn++;
            var z = Vector<double>.Build.Dense(width, _ => Gaussian());
            var draw = mean + step * (axes * lengths.PointwiseMultiply(z));
            given.Enqueue(draw);
            return [.. draw.Select(v => Math.Clamp(v, 0, 1))];
        }

        public override void Tell(double[] point, double loss)
        {
            var draw = given.Dequeue();
            // What lies outside is judged at the border and pays for the distance, among what has the same loss.
            generation.Add((draw, loss));
            if (generation.Count < population)
                return;
            Learn();
            generation.Clear();
            drawn = 0;
            if (step * lengths.Maximum() >= Tiny)
                return;
            population *= 2;
            mean = Vector<double>.Build.Dense(width, _ => random.NextDouble());
            Start();
        }

        private void Learn()
        {
            var best = generation
                .OrderBy(g => g.Loss)
                .ThenBy(g => Outside(g.Draw))
                .Take(weights.Length)
                .Select(g => (g.Draw.Map(v => Math.Clamp(v, 0, 1)) - mean) / step)
                .ToList();
            generations++;
            var n = (double)width;
            var stepRate = (mass + 2) / (n + mass + 5);
            var damping = 1 + 2 * Math.Max(0, Math.Sqrt((mass - 1) / (n + 1)) - 1) + stepRate;
            var pathRate = (4 + mass / n) / (n + 4 + 2 * mass / n);
            var oneRate = 2 / ((n + 1.3) * (n + 1.3) + mass);
            var rankRate = Math.Min(1 - oneRate, 2 * (mass - 2 + 1 / mass) / ((n + 2) * (n + 2) + mass));
            var expected = Math.Sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));

            var move = best.Zip(weights, (y, w) => w * y).Aggregate((a, b) => a + b);
            mean += step * move;
            var whitened = axes * (axes.TransposeThisAndMultiply(move)).PointwiseDivide(lengths);
            stepPath = (1 - stepRate) * stepPath + Math.Sqrt(stepRate * (2 - stepRate) * mass) * whitened;
            var norm = stepPath.L2Norm() / Math.Sqrt(1 - Math.Pow(1 - stepRate, 2 * generations));
            var holds = norm / expected < 1.4 + 2 / (n + 1) ? 1 : 0;
            path = (1 - pathRate) * path + holds * Math.Sqrt(pathRate * (2 - pathRate) * mass) * move;
            var rank = best.Zip(weights, (y, w) => w * y.OuterProduct(y)).Aggregate((a, b) => a + b);
            covariance =
                (1 - oneRate - rankRate + (1 - holds) * oneRate * pathRate * (2 - pathRate)) * covariance
                + oneRate * path.OuterProduct(path)
                + rankRate * rank;
            step *= Math.Exp(Math.Min(1, stepRate / damping * (stepPath.L2Norm() / expected - 1)));
            var parts = covariance.Evd(Symmetricity.Symmetric);
            axes = parts.EigenVectors;
            lengths = parts.EigenValues.Map(v => Math.Sqrt(Math.Max(v.Real, 1e-20)));
        }

        private static double Outside(Vector<double> draw) =>
            draw.Sum(v => (v - Math.Clamp(v, 0, 1)) * (v - Math.Clamp(v, 0, 1)));

        private double Gaussian() =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
