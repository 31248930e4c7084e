using Ninefold.Models.Factorization;

namespace Ninefold.Models.Neighbors;

/// <summary>How often two columns stand in one row, such as how many users took both of two items: what linear item models learn from.</summary>
internal static class ItemGram
{
    /// <summary>A dense matrix of more is too large: 20,000² doubles are 3.2 GB.</summary>
    public const int MostItems = 20_000;

    /// <summary>Columns × columns; a row counts a column once, whatever the value.</summary>
    /// <param name="rows">Such as the items of each user.</param>
    /// <param name="width">How many columns there are.</param>
    /// <param name="context">Obeyed is its cancellation.</param>
    public static double[][] Of(SparseRows rows, int width, TrainingContext context)
    {
        var gram = new double[width][];
        for (var column = 0; column < width; column++)
            gram[column] = new double[width];
        for (var row = 0; row < rows.Rows; row++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var a in rows.Columns(row))
            {
                var counts = gram[a];
                foreach (var b in rows.Columns(row))
                    counts[b]++;
            }
        }
        return gram;
    }

    /// <exception cref="ArgumentException">There are too many items.</exception>
    public static void Check(int items, string trainer)
    {
        if (items > MostItems)
            throw new ArgumentException($"{trainer} takes at most {MostItems} items, got {items}.");
    }
}
