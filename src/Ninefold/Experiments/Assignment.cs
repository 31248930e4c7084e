using System.IO.Hashing;
using System.Text;

namespace Ninefold.Experiments;

/// <summary>
/// Puts units (users, customers, devices) into arms by a salted hash: the same unit always gets the same arm, on every
/// server, without storing anything. Two experiments with different salts are independent.
/// </summary>
/// <remarks>
/// A unit's place is XxHash64 of the UTF-8 of <c>salt:unit</c>, scaled to one of a million points. At first all points
/// belong to the first arm, the control; the others take theirs from it one after the other, starting at 0. Hence a
/// treatment that grows alone, and an arm added at the end, move only units of the control. Where several treatments
/// grow at once, <see cref="Ramp"/> the assignment that runs, rather than building a new one.
/// </remarks>
public sealed class Assignment
{
    private const int Points = 1_000_000;
    private readonly int[] ends;
    private readonly int[] armOfSegment;

    /// <param name="salt">Names the experiment.</param>
    /// <param name="arms">The control first; the shares sum to 1 and are rounded down to a millionth, the rest goes to
    /// the control.</param>
    /// <exception cref="ArgumentException">A name is empty or doubled, a share is outside [0, 1], or the sum is not
    /// 1.</exception>
    public Assignment(string salt, params IReadOnlyList<Arm> arms)
        : this(salt, arms, [Points], [0]) { }

    private Assignment(string salt, IReadOnlyList<Arm> arms, int[] oldEnds, int[] oldArms)
    {
        Validate(salt, arms);
        Salt = salt;
        Arms = [.. arms];
        (ends, armOfSegment) = Move(oldEnds, oldArms, PointsOf(arms));
    }

    /// <summary>What sets this experiment's hashes apart from those of others.</summary>
    public string Salt { get; }

    /// <summary>The arms, the control first.</summary>
    public IReadOnlyList<Arm> Arms { get; }

    /// <summary>The name of a unit's arm. Does not allocate for units of up to some 200 characters.</summary>
    public string Of(string unit)
    {
        var length = Encoding.UTF8.GetMaxByteCount(Salt.Length + 1 + unit.Length);
        var bytes = length <= 768 ? stackalloc byte[length] : new byte[length];
        var written = Encoding.UTF8.GetBytes(Salt, bytes);
        bytes[written++] = (byte)':';
        written += Encoding.UTF8.GetBytes(unit, bytes[written..]);
        var point = (int)Math.BigMul(XxHash64.HashToUInt64(bytes[..written]), Points, out _);
        var segment = 0;
        while (point >= ends[segment])
            segment++;
        return Arms[armOfSegment[segment]].Name;
    }

    /// <summary>
    /// The same experiment with other shares, in which as few units as possible move: only out of arms that shrink, and
    /// only into arms that grow. Arms may be added at the end.
    /// </summary>
    /// <param name="arms">The same names in the same order, then those that are new.</param>
    /// <exception cref="ArgumentException">An arm was left out or moved, or the shares are not valid.</exception>
    public Assignment Ramp(params IReadOnlyList<Arm> arms)
    {
        if (!arms.Select(a => a.Name).Take(Arms.Count).SequenceEqual(Arms.Select(a => a.Name)))
            throw new ArgumentException(
                $"The arms must begin with [{string.Join(", ", Arms.Select(a => a.Name))}], new ones come last; "
                    + $"got [{string.Join(", ", arms.Select(a => a.Name))}].",
                nameof(arms)
            );
        return new Assignment(Salt, arms, ends, armOfSegment);
    }

    private static (int[] Ends, int[] Arms) Move(int[] oldEnds, int[] oldArms, int[] target)
    {
        var surplus = target.Select(points => -points).ToArray();
        for (var s = 0; s < oldEnds.Length; s++)
            surplus[oldArms[s]] += oldEnds[s] - (s == 0 ? 0 : oldEnds[s - 1]);

        List<int> ends = [],
            arms = [];
        for (var (s, start) = (0, 0); s < oldEnds.Length; start = oldEnds[s++])
        {
            var arm = oldArms[s];
            for (var taker = 0; taker < target.Length && surplus[arm] > 0 && start < oldEnds[s]; taker++)
            {
                var taken = Math.Min(Math.Min(surplus[arm], -surplus[taker]), oldEnds[s] - start);
                if (taken <= 0)
                    continue;
                Add(start += taken, taker);
                surplus[arm] -= taken;
                surplus[taker] += taken;
            }
            if (start < oldEnds[s])
                Add(oldEnds[s], arm);
        }
        return ([.. ends], [.. arms]);

        void Add(int end, int arm)
        {
            if (arms.Count > 0 && arms[^1] == arm)
                ends[^1] = end;
            else
            {
                ends.Add(end);
                arms.Add(arm);
            }
        }
    }

    private static int[] PointsOf(IReadOnlyList<Arm> arms)
    {
        var points = arms.Select(a => (int)(a.Share * Points + 1e-6)).ToArray();
        var first = Array.FindIndex(points, p => p > 0);
        points[first] += Points - points.Sum(); // what rounding left
        return points;
    }

    private static void Validate(string salt, IReadOnlyList<Arm> arms)
    {
        List<string> errors = [];
        if (string.IsNullOrEmpty(salt))
            errors.Add("The salt must not be empty.");
        if (arms.Count == 0)
            errors.Add("There must be at least one arm.");
        foreach (var group in arms.GroupBy(a => a.Name).Where(g => string.IsNullOrEmpty(g.Key) || g.Count() > 1))
            errors.Add($"The names of arms must be unique and not empty; got '{group.Key}' {group.Count()} times.");
        foreach (var arm in arms.Where(a => !(a.Share is >= 0 and <= 1)))
            errors.Add($"The share of '{arm.Name}' must be in [0, 1]; got {arm.Share}.");
        if (Math.Abs(arms.Sum(a => a.Share) - 1) > 1e-9)
            errors.Add($"The shares must sum to 1; got {arms.Sum(a => a.Share)}.");
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(" ", errors), nameof(arms));
    }
}
