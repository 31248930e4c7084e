using System.Numerics.Tensors;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>
/// Linear regression that leaves columns out (lasso: Tibshirani, 1996; elastic net: Zou and Hastie, 2005), by coordinate
/// descent (Friedman, Hastie and Tibshirani, 2010): minimises ½ · the weighted mean of error² + Strength · (L1Share · ‖c‖₁
/// + (1 − L1Share) / 2 · ‖c‖²), as scikit-learn does with alpha and l1_ratio. For the rest as <see cref="LinearRegression"/>.
/// </summary>
/// <param name="Strength">Of both penalties, above 0.</param>
/// <param name="L1Share">The share of the absolute one, 0 to 1; 1 is the lasso.</param>
/// <param name="Iterations">At most so many rounds over the columns, at least 1.</param>
public sealed record ElasticNet(double Strength = .01, double L1Share = .5, int Iterations = 10_000) : ITabularTrainer
{
    private const double Tolerance = 1e-10;

    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(
            L1Share == 1 ? "lasso" : "elastic-net",
            Parameters.Above(Strength, 0),
            L1Share is >= 0 and <= 1 ? null : $"L1Share must be 0 to 1, got {L1Share}",
            Parameters.AtLeast(Iterations, 1)
        );

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public LinearModel Fit(TabularData data, TrainingContext context)
    {
        var equations = NormalEquations.Of(data.Train, context);
        var (l1, l2) = (Strength * L1Share * equations.Weight, Strength * (1 - L1Share) * equations.Weight);
        var solution = new double[equations.Moments.Length];
        // How each column goes with what the others leave of the labels.
        var left = equations.Moments.ToArray();
        for (var (round, moved) = (0, double.MaxValue); round < Iterations && moved > Tolerance; round++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            context.Progress?.Report((double)round / Iterations);
            moved = 0;
            for (var j = 0; j < solution.Length; j++)
            {
                var own = equations.Gram[j][j];
                if (own == 0)
                    continue;
                var with = left[j] + own * solution[j];
                var next = Math.Sign(with) * Math.Max(0, Math.Abs(with) - l1) / (own + l2);
                var step = next - solution[j];
                if (step == 0)
                    continue;
                TensorPrimitives.MultiplyAdd(equations.Gram[j], -step, left, left);
                solution[j] = next;
                moved = Math.Max(moved, Math.Abs(step));
            }
        }
        return equations.Model(solution);
    }
}
