using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Ninefold.Data;

/// <summary>What one user did with one item at one moment.</summary>
/// <param name="Item">The item's position in <see cref="Interactions.ItemIds"/>.</param>
/// <param name="Value">Strength: a rating, or 1 where there is none.</param>
/// <param name="At">Unix time in milliseconds.</param>
public readonly record struct Interaction(int Item, float Value, long At);

/// <summary>
/// Who did what with which item, when: columns sorted by user, then by time, so that a user's history is one slice.
/// The input of every collaborative trainer. 16 bytes an interaction.
/// </summary>
public sealed class Interactions
{
    private readonly int[] offsets;
    private readonly Interaction[] rows;

    private Interactions(Vocabulary users, Vocabulary items, int[] offsets, Interaction[] rows)
    {
        (UserIds, ItemIds, this.offsets, this.rows) = (users, items, offsets, rows);
        var hash = new XxHash128();
        foreach (var ids in new[] { users.Ids, items.Ids })
        foreach (var id in ids)
            hash.Append(MemoryMarshal.AsBytes((id + "\n").AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(offsets.AsSpan()));
        hash.Append(MemoryMarshal.AsBytes(rows.AsSpan()));
        Fingerprint = Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>The users' ids; a user's number is its position here.</summary>
    public Vocabulary UserIds { get; }

    /// <summary>The items' ids; an item's number is its position here.</summary>
    public Vocabulary ItemIds { get; }

    /// <summary>How many users there may be; some may have no interaction.</summary>
    public int Users => UserIds.Count;

    /// <summary>How many items there may be; some may have no interaction.</summary>
    public int Items => ItemIds.Count;

    /// <summary>How many interactions there are.</summary>
    public int Count => rows.Length;

    /// <summary>A hash of the content: equal for equal interactions.</summary>
    public string Fingerprint { get; }

    /// <summary>A user's interactions, oldest first.</summary>
    public ReadOnlySpan<Interaction> Of(int user) => rows.AsSpan(offsets[user]..offsets[user + 1]);

    /// <summary>A user's interactions, oldest first, for reads that outlive the caller's frame.</summary>
    public ReadOnlyMemory<Interaction> Memory(int user) => rows.AsMemory(offsets[user]..offsets[user + 1]);

    /// <summary>All interactions, by user and then by time.</summary>
    public ReadOnlySpan<Interaction> All => rows;

    /// <summary>Sorts rows into columns. Rows of one user at the same moment keep the order they came in.</summary>
    /// <param name="users">The users' ids.</param>
    /// <param name="items">The items' ids.</param>
    /// <param name="rows">User number and interaction, in any order.</param>
    public static Interactions From(Vocabulary users, Vocabulary items, IEnumerable<(int User, Interaction Row)> rows)
    {
        var all = rows as IReadOnlyCollection<(int User, Interaction Row)> ?? [.. rows];
        var offsets = new int[users.Count + 1];
        foreach (var (user, _) in all)
            offsets[user + 1]++;
        for (var u = 0; u < users.Count; u++)
            offsets[u + 1] += offsets[u];
        var next = offsets.ToArray();
        var sorted = new Interaction[all.Count];
        foreach (var (user, row) in all)
            sorted[next[user]++] = row;
        for (var u = 0; u < users.Count; u++)
        {
            var slice = sorted.AsSpan(offsets[u]..offsets[u + 1]);
            var moments = new (long At, int Order)[slice.Length];
            for (var i = 0; i < slice.Length; i++)
                moments[i] = (slice[i].At, i);
            moments.AsSpan().Sort(slice);
        }
        return new(users, items, offsets, sorted);
    }

    /// <summary>Where each user's rows begin; one more than there are users.</summary>
    internal ReadOnlySpan<int> Offsets => offsets;

    /// <summary>Takes columns that are sorted already.</summary>
    /// <exception cref="ArgumentException">They are not.</exception>
    internal static Interactions FromSorted(Vocabulary users, Vocabulary items, int[] offsets, Interaction[] rows)
    {
        var sorted = offsets.Length == users.Count + 1 && offsets[0] == 0 && offsets[^1] == rows.Length;
        for (var u = 0; sorted && u < users.Count; u++)
            sorted = offsets[u] <= offsets[u + 1];
        for (var i = 0; sorted && i < rows.Length; i++)
            sorted = rows[i].Item >= 0 && rows[i].Item < items.Count;
        return sorted
            ? new(users, items, offsets, rows)
            : throw new ArgumentException("The columns of the interactions do not fit together.");
    }

    /// <summary>The interactions that a predicate keeps, over the same users and items.</summary>
    public Interactions Where(Func<int, Interaction, bool> keep)
    {
        var kept = new List<(int, Interaction)>();
        for (var user = 0; user < Users; user++)
            foreach (var row in Of(user))
                if (keep(user, row))
                    kept.Add((user, row));
        return From(UserIds, ItemIds, kept);
    }
}
