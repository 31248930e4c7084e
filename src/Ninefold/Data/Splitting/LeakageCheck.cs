using Ninefold.Data.Verification;

namespace Ninefold.Data.Splitting;

/// <summary>
/// Verifies that a split keeps its promises, whoever made it. The report bears the split's protocol, which says what it does
/// not protect from.
/// </summary>
public static class LeakageCheck
{
    /// <summary>Checks that no row is in two parts, and where they are given, groups and order in time.</summary>
    /// <param name="split">What to check.</param>
    /// <param name="groups">Each row's group, which may be in one part only; null where groups may be in several.</param>
    /// <param name="moments">When each row happened; empty where the parts need no order in time.</param>
    public static VerificationReport Verify(
        RowSplit split,
        IReadOnlyList<string>? groups = null,
        ReadOnlySpan<long> moments = default
    )
    {
        List<Check> checks = [Apart("rows in two parts", split.Parts.Select(p => (p.Name, p.Rows.AsEnumerable())))];
        if (groups is not null)
            checks.Add(
                Apart(
                    "groups in two parts",
                    split.Parts.Select(p => (p.Name, p.Rows.Select(row => groups[row]).Distinct()))
                )
            );
        if (!moments.IsEmpty)
            checks.Add(InOrder(split, moments));
        return new($"split {split.Protocol}", checks);
    }

    /// <summary>Checks that no interaction is in two parts, and that each user's parts follow each other in time.</summary>
    public static VerificationReport Verify(InteractionSplit split)
    {
        var (shared, unordered, first) = (0, 0, "");
        for (var user = 0; user < split.Train.Users; user++)
        {
            var last = long.MinValue;
            foreach (var (name, rows) in split.Parts)
            {
                var own = rows.Of(user);
                if (own.IsEmpty)
                    continue;
                if (own[0].At <= last)
                {
                    unordered++;
                    first = first.Length > 0 ? first : $", first user '{split.Train.UserIds[user]}' in the {name}";
                }
                last = Math.Max(last, own[^1].At);
            }
            shared += Shared(split, user);
        }
        return new(
            $"split {split.Protocol}",
            [
                new("interactions in two parts", "none", $"{shared}", shared == 0),
                new("parts of a user that do not follow in time", "none", $"{unordered}{first}", unordered == 0),
            ]
        );
    }

    private static int Shared(InteractionSplit split, int user)
    {
        var seen = new HashSet<(int, long)>();
        var shared = 0;
        foreach (var (_, rows) in split.Parts)
        {
            var own = rows.Of(user).ToArray().Select(row => (row.Item, row.At)).ToHashSet();
            shared += own.Count(seen.Contains);
            seen.UnionWith(own);
        }
        return shared;
    }

    private static Check Apart<T>(string what, IEnumerable<(string Name, IEnumerable<T> Values)> parts)
        where T : notnull
    {
        var partOf = new Dictionary<T, string>();
        var (shared, first) = (0, "");
        foreach (var (name, values) in parts)
        foreach (var value in values)
            if (!partOf.TryAdd(value, name))
            {
                shared++;
                first = first.Length > 0 ? first : $", first '{value}' in {partOf[value]} and {name}";
            }
        return new(what, "none", $"{shared}{first}", shared == 0);
    }

    private static Check InOrder(RowSplit split, ReadOnlySpan<long> moments)
    {
        var (last, lastName) = (long.MinValue, "");
        var found = "each part after the one before";
        foreach (var (name, rows) in split.Parts.Where(p => p.Rows.Count > 0))
        {
            var (earliest, latest) = (long.MaxValue, long.MinValue);
            foreach (var row in rows)
                (earliest, latest) = (Math.Min(earliest, moments[row]), Math.Max(latest, moments[row]));
            if (earliest <= last)
                return new("order in time", found, $"the {name} begins before the {lastName} ends", false);
            (last, lastName) = (latest, name);
        }
        return new("order in time", found, "so", true);
    }
}
