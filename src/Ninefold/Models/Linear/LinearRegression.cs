using MathNet.Numerics.LinearAlgebra;
using Ninefold.Features;
using Ninefold.Models.Tabular;

namespace Ninefold.Models.Linear;

/// <summary>
/// Least squares, or with a penalty ridge regression (Hoerl and Kennard, 1970): minimises Σ weight · error² +
/// L2 · ‖coefficients‖², as scikit-learn's Ridge does with alpha = L2. Columns are standardised within; the intercept is
/// not penalised. Where columns depend on each other, or are more than the rows, it takes the shortest of the best
/// solutions. A missing value counts as its column's mean. Category codes are taken as quantities: encode them one-hot.
/// The score is the expected label. Time is cubic in the columns.
/// </summary>
/// <param name="L2">The strength of the penalty, at least 0.</param>
public sealed record LinearRegression(double L2 = 0) : ITabularTrainer
{
    /// <inheritdoc/>
    public string Name { get; } =
        Parameters.Check(L2 == 0 ? "linear-regression" : "ridge-regression", Parameters.AtLeast(L2, 0));

    ITabularModel ITrainer<TabularData, ITabularModel>.Fit(TabularData data, TrainingContext context) =>
        Fit(data, context);

    /// <inheritdoc cref="ITrainer{TData,TModel}.Fit"/>
    /// <exception cref="ArgumentException">The rows cannot be learned from; the message says what is wrong.</exception>
    public LinearModel Fit(TabularData data, TrainingContext context)
    {
        var equations = NormalEquations.Of(data.Train, context);
        var width = equations.Moments.Length;
        if (width == 0)
            return equations.Model([]);
        var parts = Matrix<double>.Build.DenseOfRowArrays(equations.Gram).Evd(Symmetricity.Symmetric);
        var values = parts.EigenValues.Map(value => value.Real);
        // What is below this is 0 but for rounding: the columns do not differ in that direction.
        var least = values.AbsoluteMaximum() * width * 1e-14;
        var turned = parts.EigenVectors.TransposeThisAndMultiply(Vector<double>.Build.Dense(equations.Moments));
        turned.MapIndexedInplace((i, moment) => values[i] > least ? moment / (values[i] + L2) : 0);
        return equations.Model([.. parts.EigenVectors * turned]);
    }
}
