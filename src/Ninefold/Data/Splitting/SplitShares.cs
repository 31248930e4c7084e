namespace Ninefold.Data.Splitting;

/// <summary>How much of the data goes where; together 1.</summary>
public sealed record SplitShares
{
    /// <param name="train">Above 0.</param>
    /// <param name="validation">At least 0.</param>
    /// <param name="test">At least 0.</param>
    /// <param name="rehearsal">At least 0.</param>
    /// <exception cref="ArgumentException">A share is out of its range, or they are not 1 together.</exception>
    public SplitShares(double train, double validation, double test, double rehearsal = 0)
    {
        double[] all = [train, validation, test, rehearsal];
        if (!(train > 0) || all.Any(share => !(share >= 0)) || Math.Abs(all.Sum() - 1) > 1e-9)
            throw new ArgumentException(
                "The shares must be at least 0, that of training above 0, and 1 together, "
                    + $"but are {string.Join(" + ", all)} = {all.Sum()}."
            );
        Cumulative = [train, train + validation, train + validation + test];
    }

    /// <summary>The shares at which training, validation and test end.</summary>
    internal double[] Cumulative { get; }

    /// <summary>The part (0 training … 3 rehearsal) of a position from 0 to 1.</summary>
    internal int PartAt(double position) =>
        Array.FindIndex(Cumulative, end => position < end - 1e-12) is >= 0 and var part ? part : 3;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Cumulative[0]:P0} training, {Cumulative[1] - Cumulative[0]:P0} validation, "
        + $"{Cumulative[2] - Cumulative[1]:P0} test, {1 - Cumulative[2]:P0} rehearsal";
}
