using Ninefold.Models.Tabular;

namespace Ninefold.Models.Trees;

/// <summary>How many rows there are, what they weigh, and their labels' weighted sum.</summary>
internal readonly record struct RowSum(int Count, double Weight, double Sum)
{
    public double Mean => Sum / Weight;

    /// <summary>By what their mean lowers the squared error, but for a constant.</summary>
    public double Spread => Count == 0 ? 0 : Sum * Sum / Weight;

    public static RowSum Of(LabelledRows rows, int[] taken)
    {
        var sum = new RowSum();
        foreach (var row in taken)
            sum = sum.With(rows, row);
        return sum;
    }

    public RowSum With(LabelledRows rows, int row)
    {
        double weight = rows.Weights?[row] ?? 1;
        return new(Count + 1, Weight + weight, Sum + weight * rows.Labels[row]);
    }

    public static RowSum operator +(RowSum a, RowSum b) => new(a.Count + b.Count, a.Weight + b.Weight, a.Sum + b.Sum);
}

/// <summary>A split drawn by chance.</summary>
/// <param name="Rows">Those it divides.</param>
/// <param name="Column">The column that is asked.</param>
/// <param name="Threshold">The largest value that goes left, of a quantity.</param>
/// <param name="Codes">The codes that go left, of a category; else null.</param>
internal sealed record RandomSplit(int[] Rows, int Column, float Threshold, IReadOnlySet<int>? Codes)
{
    /// <summary>Whether a missing quantity goes left; a missing category goes right.</summary>
    public bool MissingLeft { get; private init; }

    /// <summary>By what it lowers the squared error; negative infinity where a side has too few rows.</summary>
    public double Gain { get; private init; }

    /// <summary>All of its rows.</summary>
    public RowSum Sum { get; private init; }

    /// <summary>Null where the known values are all the same.</summary>
    public static RandomSplit? Draw(LabelledRows rows, int[] here, int column, Random random)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var row in here)
            if (rows.Row(row)[column] is var value && !float.IsNaN(value))
                (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
        if (!(low < high))
            return null;
        if (!rows.Schema.Categorical[column])
            // Below the highest, whatever the rounding: both sides get a row.
            return new(
                here,
                column,
                Math.Min((float)(low + random.NextDouble() * ((double)high - low)), MathF.BitDecrement(high)),
                null
            );
        var codes = here.Select(row => rows.Row(row)[column]).Where(code => code >= 0).Select(code => (int)code);
        int[] seen = [.. codes.Distinct().Order()];
        random.Shuffle(seen);
        return new(here, column, 0, seen.Take(random.Next(1, Math.Max(2, seen.Length))).ToHashSet());
    }

    /// <summary>With what it gains, and the better side for what is missing.</summary>
    public RandomSplit Judge(LabelledRows rows, RowSum all, int minLeafRows)
    {
        var (left, right, missing) = (new RowSum(), new RowSum(), new RowSum());
        foreach (var row in Rows)
        {
            var value = rows.Row(row)[Column];
            if (float.IsNaN(value) && Codes is null)
                missing = missing.With(rows, row);
            else if (IsLeft(value))
                left = left.With(rows, row);
            else
                right = right.With(rows, row);
        }
        var (toLeft, toRight) = (Gained(left + missing, right), Gained(left, right + missing));
        // Where none is missing, a missing value goes where most rows go.
        var missingLeft = missing.Count == 0 ? left.Count >= right.Count : toLeft > toRight;
        return this with { MissingLeft = missingLeft && Codes is null, Gain = Math.Max(toLeft, toRight), Sum = all };

        double Gained(RowSum one, RowSum other) =>
            Math.Min(one.Count, other.Count) < Math.Max(1, minLeafRows)
                ? double.NegativeInfinity
                : one.Spread + other.Spread - all.Spread;
    }

    /// <summary>Whether a row goes left.</summary>
    public bool IsLeft(ReadOnlySpan<float> row) => IsLeft(row[Column]);

    private bool IsLeft(float value) =>
        Codes is not null ? value >= 0 && Codes.Contains((int)value)
        : float.IsNaN(value) ? MissingLeft
        : value <= Threshold;
}
