using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

/// <summary>
/// 300 rows that a reference can make as well: with i the row and j of 4 columns, sin(1.7 · i · (j + 1) + j) · (j + 1)² + j
/// as a float, missing where (4 · i + j) mod 11 = 0.
/// </summary>
internal static class WaveRows
{
    /// <summary>Labels of the quantity 2 a − b / 2 + c / 5 + 3 sin(.9 · i) before values went missing.</summary>
    public static LabelledRows Quantities(bool weighted = false) => Make(q => (float)q, weighted);

    /// <summary>Whether it is above .2.</summary>
    public static LabelledRows Binary(bool weighted = false) => Make(q => q > .2 ? 1 : 0, weighted);

    /// <summary>0 below −1, 2 above 1.5, else 1.</summary>
    public static LabelledRows Grades(bool weighted = false) =>
        Make(
            q =>
                q < -1 ? 0
                : q > 1.5 ? 2
                : 1,
            weighted
        );

    /// <summary>The rows with the mean of a column where a value is missing.</summary>
    public static LabelledRows Filled(this LabelledRows rows)
    {
        var means = Standardisation.Of(rows).Means;
        return rows with { Values = [.. rows.Values.Select((v, i) => float.IsNaN(v) ? (float)means[i % 4] : v)] };
    }

    private static LabelledRows Make(Func<double, float> label, bool weighted)
    {
        var (values, labels) = (new float[300 * 4], new float[300]);
        for (var i = 0; i < 300; i++)
        {
            var x = values.AsSpan(i * 4, 4);
            for (var j = 0; j < 4; j++)
                x[j] = (float)(Math.Sin(i * (j + 1) * 1.7 + j) * (j + 1) * (j + 1) + j);
            labels[i] = label(Math.Sin(i * .9) * 3 + x[0] * 2 - x[1] * .5 + x[2] * .2);
            for (var j = 0; j < 4; j++)
                if ((i * 4 + j) % 11 == 0)
                    x[j] = float.NaN;
        }
        var weights = weighted ? Enumerable.Range(0, 300).Select(i => 1f + i % 3).ToArray() : null;
        return new(new(["a", "b", "c", "d"], new bool[4]), values, labels, [.. Enumerable.Range(0, 300)], weights);
    }
}
