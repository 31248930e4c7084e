using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Inspection;

/// <summary>A model that is a formula over the columns of a row.</summary>
internal sealed class FormulaModel(int width, Func<float[], double> formula) : ITabularModel
{
    public int Width => width;

    public void Score(ReadOnlySpan<float> rows, Span<double> scores)
    {
        for (var row = 0; row < scores.Length; row++)
            scores[row] = formula(rows.Slice(row * width, width).ToArray());
    }
}
