namespace Ninefold.Data.Sampling;

/// <summary>
/// Draws items that a user has not touched, with probability proportional to popularity to the power of alpha: 0 is
/// uniform, 0.75 is that of word2vec (Mikolov et al. 2013), 1 is that of in-batch negatives. Its log q corrects scores
/// for the drawing: Bengio and Senécal, "Adaptive importance sampling to accelerate training of a neural probabilistic
/// language model", IEEE Transactions on Neural Networks 2008. Safe for concurrent use with a <see cref="Random"/> each.
/// </summary>
public sealed class NegativeSampler
{
    private readonly AliasTable proposals;
    private readonly double[] probabilities;
    private readonly int[] offsets;
    private readonly int[] touched;
    private readonly double[] touchedMass;

    /// <param name="interactions">What users have touched.</param>
    /// <param name="alpha">0 (uniform) to 1; above 0 an item that nobody touched is never drawn.</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is out of range.</exception>
    /// <exception cref="ArgumentException">There is no interaction and alpha is above 0.</exception>
    public NegativeSampler(Interactions interactions, double alpha = 0)
    {
        if (!(alpha is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha must be 0 to 1.");
        probabilities = new double[interactions.Items];
        foreach (var row in interactions.All)
            probabilities[row.Item]++;
        for (var item = 0; item < probabilities.Length; item++)
            probabilities[item] = Math.Pow(probabilities[item], alpha);
        proposals = new(probabilities);
        var total = probabilities.Sum();
        for (var item = 0; item < probabilities.Length; item++)
            probabilities[item] /= total;

        offsets = new int[interactions.Users + 1];
        touchedMass = new double[interactions.Users];
        var all = new List<int>(interactions.Count);
        for (var user = 0; user < interactions.Users; user++)
        {
            var own = new SortedSet<int>();
            foreach (var row in interactions.Of(user))
                if (own.Add(row.Item))
                    touchedMass[user] += probabilities[row.Item];
            all.AddRange(own);
            offsets[user + 1] = all.Count;
        }
        touched = [.. all];
    }

    /// <summary>Draws an item that the user has not touched.</summary>
    /// <exception cref="InvalidOperationException">The user has touched every item that can be drawn.</exception>
    public int Draw(int user, Random random)
    {
        if (touchedMass[user] > .5)
            return DrawFromRest(user, random);
        while (true)
        {
            var item = proposals.Draw(random);
            if (!HasTouched(user, item))
                return item;
        }
    }

    /// <summary>
    /// The natural logarithm of the probability with which <see cref="Draw"/> gives this item to this user; −∞ where it
    /// cannot. Subtracted from a score, it makes sampled softmax unbiased.
    /// </summary>
    public double LogProbability(int user, int item) =>
        HasTouched(user, item) || probabilities[item] == 0
            ? double.NegativeInfinity
            : Math.Log(probabilities[item]) - Math.Log(1 - touchedMass[user]);

    private bool HasTouched(int user, int item) =>
        touched.AsSpan(offsets[user]..offsets[user + 1]).BinarySearch(item) >= 0;

    /// <summary>For users who touched most of what is drawn: one pass over the items rather than many rejections.</summary>
    private int DrawFromRest(int user, Random random)
    {
        var rest = 0.0;
        for (var item = 0; item < probabilities.Length; item++)
            rest += HasTouched(user, item) ? 0 : probabilities[item];
        var (position, last) = (random.NextDouble() * rest, -1);
        for (var item = 0; item < probabilities.Length && position >= 0; item++)
        {
            if (probabilities[item] == 0 || HasTouched(user, item))
                continue;
            (position, last) = (position - probabilities[item], item);
        }
        return last >= 0
            ? last
            : throw new InvalidOperationException($"The user {user} has touched every item that can be drawn.");
    }
}
