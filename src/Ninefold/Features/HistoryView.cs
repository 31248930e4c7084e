using System.Globalization;
using Ninefold.Data;
using Ninefold.Features.Views;

namespace Ninefold.Features;

/// <summary>
/// What each subject did with which items, from observations of some kinds; read by subject, as of a moment. The store of
/// views keeps its rows.
/// </summary>
/// <param name="Name">Lower-case letters, digits and <c>_</c>; distinct among the system's histories and views.</param>
/// <param name="Kinds">The kinds of observation that count.</param>
public sealed record HistoryView(string Name, params IReadOnlyList<string> Kinds)
{
    /// <summary>
    /// What an observation of a kind counts, whatever its own value: a watch in seconds is no rating. A kind that is not
    /// here counts its value, or 1 where it has none.
    /// </summary>
    public IReadOnlyDictionary<string, float> Strength { get; init; } = new Dictionary<string, float>();

    /// <summary>The past with what was observed since: the way back from production into training data.</summary>
    /// <param name="past">Keeps its numbers; subjects that it does not know get new ones.</param>
    /// <param name="observations">Those of other kinds, of items that the past does not know, or of an item that the subject has already, are left out.</param>
    public Interactions Extend(Interactions past, IEnumerable<Observation> observations)
    {
        var lived = observations.Where(o => Kinds.Contains(o.Kind)).OrderBy(o => o.At).ToList();
        if (lived.Count == 0)
            return past;
        var subjects = new Vocabulary(past.UserIds.Ids);
        var rows = new List<(int, Interaction)>();
        for (var user = 0; user < past.Users; user++)
            foreach (var row in past.Of(user))
                rows.Add((user, row));
        var before = rows.Count;
        var known = rows.Select(r => (r.Item1, r.Item2.Item)).ToHashSet();
        foreach (var one in lived)
            if (one is { Subject: { } subject, Item: { } id } && past.ItemIds.Find(id) is >= 0 and var item)
                if (known.Add((subjects.Add(subject), item)))
                    rows.Add((subjects.Find(subject), new(item, StrengthOf(one), one.At.ToUnixTimeMilliseconds())));
        return rows.Count == before ? past : Interactions.From(subjects, past.ItemIds, rows);
    }

    /// <summary>All that its rows depend on, in words.</summary>
    internal string Definition => $"items by subject of {string.Join(", ", Kinds.Select(Described))}";

    /// <summary>The view that keeps its rows.</summary>
    internal FeatureView Rows =>
        new(Name)
        {
            History = this,
            Kinds = Kinds,
            Entity = ViewEntity.Subject,
            Aggregates = [],
            Windows = [],
        };

    /// <summary>A past as the store keeps it.</summary>
    internal ViewPast Kept(Interactions past)
    {
        ulong[] items = [.. past.ItemIds.Ids.Select(Vocabulary.HashOf)];
        return ViewPast.Of(
            Rows,
            [
                .. Enumerable
                    .Range(0, past.Users)
                    .Where(user => past.Of(user).Length > 0)
                    .OrderBy(user => past.UserIds[user], StringComparer.Ordinal)
                    .Select(user => (past.UserIds[user], Columns(past.Of(user), items))),
            ]
        );
    }

    private static EntityColumns Columns(ReadOnlySpan<Interaction> rows, ulong[] items)
    {
        var columns = new EntityColumns(
            new long[rows.Length],
            new double[rows.Length],
            new ulong[rows.Length],
            new ulong[rows.Length],
            []
        );
        for (var i = 0; i < rows.Length; i++)
            (columns.At[i], columns.Value[i], columns.Counterpart[i], columns.Id[i]) = HistoryRows.Row(
                rows[i].At,
                rows[i].Value,
                items[rows[i].Item]
            );
        return columns;
    }

    private string Described(string kind) =>
        Strength.TryGetValue(kind, out var strength)
            ? string.Create(CultureInfo.InvariantCulture, $"{kind} as {strength}")
            : kind;

    /// <summary>How much an observation of one of the kinds counts.</summary>
    internal float StrengthOf(Observation observation) =>
        Strength.TryGetValue(observation.Kind, out var strength) ? strength : (float)(observation.Value ?? 1);
}
