using System.Numerics.Tensors;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>
/// A weight a column, such that in a group (a query, a request) the better grade scores higher: minimises Σ over groups of
/// the mean of log(1 + exp(worse − better)) over its pairs of different grades, plus L2 / 2 · ‖coefficients‖² (Herbrich et
/// al., 2000; with the log loss of Burges et al., 2005). The first stage of a ranking: cheap, and with no chance in it. Columns are
/// standardised within; a missing value counts as its column's mean. Labels are whole grades 0 to 30; a group counts by the mean
/// weight of its rows. Scores have no unit and tell only the order. Category codes are taken as quantities: encode them one-hot.
/// </summary>
/// <param name="L2">The strength of the penalty, at least 0.</param>
/// <param name="Iterations">At most so many L-BFGS steps, at least 1.</param>
public sealed record LinearRanker(double L2 = 1, int Iterations = 200) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check("linear-ranker", Parameters.AtLeast(L2, 0), Parameters.AtLeast(Iterations, 1));

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public LinearModel Fit(TabularData data, TrainingContext context)
    {
        data.CheckGrades(Name, stops: false);
        var scale = Standardisation.Of(data.Train);
        var (rows, groups) = (scale.Apply(data.Train), Groups(data.Train));
        var round = 0;
        var solution = Lbfgs.Minimise(
            (point, gradient) =>
            {
                context.Cancellation.ThrowIfCancellationRequested();
                context.Progress?.Report(Math.Min(1, (double)round++ / Iterations));
                TensorPrimitives.Multiply(point, L2, gradient);
                var loss = L2 / 2 * TensorPrimitives.SumOfSquares<double>(point);
                foreach (var group in groups)
                    loss += group.Weight * LossOf(group, rows, data.Train.Labels, point, gradient);
                TensorPrimitives.Divide(gradient, groups.Length, gradient);
                return loss / groups.Length;
            },
            new double[data.Train.Schema.Width],
            Iterations,
            tolerance: 1e-8
        );
        TensorPrimitives.Multiply(solution, scale.Factors, solution);
        return new(solution, scale.Means, Intercept: 0);
    }

    private sealed record Group(int First, int Count, double Weight, int Pairs);

    private static Group[] Groups(LabelledRows rows) =>
        [
            .. from row in Enumerable.Range(0, rows.Count)
            group row by rows.Groups[row] into members
            let first = members.First()
            let count = members.Count()
            let weight = members.Average(row => (double)(rows.Weights?[row] ?? 1))
            let same = members.CountBy(row => rows.Labels[row]).Sum(grade => grade.Value * grade.Value)
            let pairs = (count * count - same) / 2
            where pairs > 0
            select new Group(first, count, weight, pairs),
        ];

    /// <summary>The mean over a group's pairs; its weighted slope is added to the gradient.</summary>
    private static double LossOf(Group group, double[][] rows, float[] labels, double[] point, double[] gradient)
    {
        var (scores, slopes, loss) = (new double[group.Count], new double[group.Count], 0.0);
        for (var i = 0; i < scores.Length; i++)
            scores[i] = TensorPrimitives.Dot<double>(point, rows[group.First + i]);
        for (var better = 0; better < scores.Length; better++)
        for (var worse = 0; worse < scores.Length; worse++)
        {
            if (labels[group.First + better] <= labels[group.First + worse])
                continue;
            var wrong = scores[worse] - scores[better];
            loss += Math.Max(wrong, 0) + double.LogP1(Math.Exp(-Math.Abs(wrong))); // log(1 + e^wrong), without overflow
            var slope = LogisticModel.Sigmoid(wrong);
            (slopes[better], slopes[worse]) = (slopes[better] - slope, slopes[worse] + slope);
        }
        for (var i = 0; i < slopes.Length; i++)
        {
            var slope = slopes[i] * group.Weight / group.Pairs;
            TensorPrimitives.MultiplyAdd(rows[group.First + i], slope, gradient, gradient);
        }
        return loss / group.Pairs;
    }
}
