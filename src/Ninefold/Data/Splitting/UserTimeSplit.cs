namespace Ninefold.Data.Splitting;

/// <summary>
/// By each user's own time: the latest interactions are the rehearsal, those before them the test, those before them the
/// validation, and the rest is for training ("leave last n out"). Users with too few keep all for training.
/// </summary>
public static class UserTimeSplit
{
    /// <param name="interactions">Without two of one user at the same moment.</param>
    /// <param name="validation">How many of a user are for validation, at least 0.</param>
    /// <param name="test">How many are for the test, at least 0.</param>
    /// <param name="rehearsal">How many are for the rehearsal, at least 0.</param>
    /// <param name="minimumTrain">How many must be left for training, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below its least.</exception>
    /// <exception cref="InvalidDatasetException">No user has enough interactions.</exception>
    public static InteractionSplit Of(
        Interactions interactions,
        int validation = 1,
        int test = 1,
        int rehearsal = 1,
        int minimumTrain = 1
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(validation);
        ArgumentOutOfRangeException.ThrowIfNegative(test);
        ArgumentOutOfRangeException.ThrowIfNegative(rehearsal);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumTrain, 1);
        int[] sizes = [validation, test, rehearsal];
        var needed = sizes.Sum() + minimumTrain;
        List<(int, Interaction)>[] parts = [new(interactions.Count), [], [], []];
        List<HeldOut>[] cases =
        [
            [],
            [],
            [],
        ];
        for (var user = 0; user < interactions.Users; user++)
        {
            var all = interactions.Of(user);
            var enough = all.Length >= needed;
            var at = enough ? all.Length - sizes.Sum() : all.Length;
            Add(parts[0], user, all[..at]);
            if (!enough)
                continue;
            ReadOnlyMemory<Interaction> memory = all.ToArray();
            for (var part = 0; part < sizes.Length; at += sizes[part++])
            {
                Add(parts[part + 1], user, all.Slice(at, sizes[part]));
                if (sizes[part] > 0)
                    cases[part].Add(new(user, memory[..at], memory.Slice(at, sizes[part])));
            }
        }
        if (cases.All(c => c.Count == 0) && sizes.Sum() > 0)
            throw new InvalidDatasetException(
                $"A split by user time needs a user with at least {needed} interactions ({minimumTrain} training, {validation} validation, "
                    + $"{test} test, {rehearsal} rehearsal), but the most that one of the {interactions.Users} users has is {Most(interactions)}."
            );
        return new(
            Part(0),
            Part(1),
            Part(2),
            Part(3),
            cases[0],
            cases[1],
            cases[2],
            $"by each user's own time (latest {rehearsal} rehearsal, {test} before test, {validation} before validation; users with fewer than "
                + $"{needed} only train); does not protect from what other users did later: trends of the test period are known in training"
        );

        Interactions Part(int part) => Interactions.From(interactions.UserIds, interactions.ItemIds, parts[part]);
    }

    private static void Add(List<(int, Interaction)> rows, int user, ReadOnlySpan<Interaction> added)
    {
        foreach (var row in added)
            rows.Add((user, row));
    }

    private static int Most(Interactions interactions) =>
        Enumerable.Range(0, interactions.Users).Select(user => interactions.Of(user).Length).DefaultIfEmpty().Max();
}
