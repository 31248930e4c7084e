using Ninefold.Data;
using Ninefold.Models.Factorization;

namespace Ninefold.Models.Neighbors;

/// <summary>How many users took both of two items: what linear item models learn from.</summary>
internal static class ItemGram
{
    /// <summary>A dense matrix of more is too large: 20,000² doubles are 3.2 GB.</summary>
    public const int MostItems = 20_000;

    /// <summary>Items × items; a user counts an item once, whatever the value.</summary>
    /// <exception cref="ArgumentException">There are too many items.</exception>
    public static double[][] Of(Interactions data, string trainer, TrainingContext context)
    {
        if (data.Items > MostItems)
            throw new ArgumentException($"{trainer} takes at most {MostItems} items, got {data.Items}.");
        var users = SparseRows.From(data);
        var gram = new double[data.Items][];
        for (var item = 0; item < gram.Length; item++)
            gram[item] = new double[data.Items];
        for (var user = 0; user < users.Rows; user++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var a in users.Columns(user))
            foreach (var b in users.Columns(user))
                gram[a][b]++;
        }
        return gram;
    }
}
