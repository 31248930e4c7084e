using Ninefold.Models.Tabular;

namespace Ninefold.Tests.Models.Tabular;

/// <summary>Two clouds in four columns of which two tell the other two, and one row in ten, of label 1, far from both.</summary>
internal static class OutlierRows
{
    public static LabelledRows Make(int count = 400)
    {
        var random = new Random(11);
        var (values, labels) = (new float[4 * count], new float[count]);
        for (var row = 0; row < count; row++)
        {
            labels[row] = row % 10 == 9 ? 1 : 0;
            var (a, b) = ((row % 2 * 6) - 3 + random.NextSingle(), random.NextSingle() * 2);
            float[] usual = [a, b, a + b + random.NextSingle() / 4, a - b + random.NextSingle() / 4];
            for (var j = 0; j < 4; j++)
                values[4 * row + j] = labels[row] == 1 ? random.NextSingle() * 24 - 12 : usual[j];
        }
        return new(new(["a", "b", "sum", "difference"], new bool[4]), values, labels, [.. Enumerable.Range(0, count)]);
    }
}
