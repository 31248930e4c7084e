using Ninefold.Models.Tabular;

namespace Ninefold.Models.Inspection;

/// <summary>A part of the rows that is quick to train on.</summary>
internal static class InspectionSample
{
    private const double LeastShare = .2;

    /// <summary>
    /// Rows by chance, in order. Of labels 0 and 1 the rarer is drawn more often where it would be less than one in five,
    /// as far as there are such rows: a model learns of both.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="most">At most so many, at least 1; of groups that are kept whole, about so many.</param>
    /// <param name="whole">Whether groups are kept whole, as of a ranking; then nothing is drawn more often.</param>
    /// <param name="seed">The same seed draws the same.</param>
    public static LabelledRows Draw(LabelledRows rows, int most, bool whole, int seed)
    {
        if (rows.Count <= most)
            return rows;
        var random = new Random(seed);
        if (whole)
        {
            var groups = Enumerable.Range(0, rows.Groups[^1] + 1).ToArray();
            random.Shuffle(groups);
            var taken = groups.Take((int)Math.Ceiling((double)most * groups.Length / rows.Count)).ToHashSet();
            return rows.OfGroups(taken.Contains);
        }
        var order = Enumerable.Range(0, rows.Count).ToArray();
        random.Shuffle(order);
        if (!rows.OfTwoClasses)
            return rows.Take([.. order.Take(most).Order()]);
        var parts = order.GroupBy(row => rows.Labels[row]).OrderBy(label => label.Count()).ToList();
        var share = Math.Max(LeastShare, (double)parts[0].Count() / rows.Count);
        var rare = parts[0].Take((int)Math.Round(most * share)).ToList();
        return rows.Take([.. rare.Concat(parts[1].Take(most - rare.Count)).Order()]);
    }

    extension(LabelledRows rows)
    {
        /// <summary>Whether the labels are 0 and 1, and both are there.</summary>
        public bool OfTwoClasses =>
            Array.TrueForAll(rows.Labels, label => label is 0 or 1)
            && Array.Exists(rows.Labels, label => label != rows.Labels[0]);
    }
}
