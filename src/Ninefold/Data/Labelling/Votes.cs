namespace Ninefold.Data.Labelling;

/// <summary>What one voter said of one item.</summary>
/// <param name="Item">The item's place, from 0.</param>
/// <param name="Voter">The voter's place, from 0.</param>
/// <param name="Class">The class, from 0.</param>
public readonly record struct Vote(int Item, int Voter, int Class);

/// <summary>Votes of annotators or labelling functions on items. Who gives none abstains; one may vote more than once.</summary>
public sealed record Votes
{
    /// <param name="voters">The voters' names, distinct.</param>
    /// <param name="items">How many items there are, also those without a vote.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <param name="all">The votes, in any order.</param>
    /// <exception cref="ArgumentException">A number is out of range, or a name occurs twice; the first of each is named.</exception>
    public Votes(IReadOnlyList<string> voters, int items, int classes, IReadOnlyList<Vote> all)
    {
        var faults = new List<string>();
        if (classes < 2)
            faults.Add($"there must be at least 2 classes, got {classes}");
        if (voters.GroupBy(name => name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            faults.Add($"the voter '{twice.Key}' occurs twice");
        foreach (var vote in all)
            if (
                (uint)vote.Item >= (uint)items
                || (uint)vote.Voter >= (uint)voters.Count
                || (uint)vote.Class >= (uint)classes
            )
            {
                faults.Add($"there are {items} items, {voters.Count} voters and {classes} classes, got {vote}");
                break;
            }
        if (faults.Count > 0)
            throw new ArgumentException($"The votes cannot be used: {string.Join("; ", faults)}.");
        (Voters, Items, Classes, All) = (voters, items, classes, all);
    }

    /// <summary>The voters' names.</summary>
    public IReadOnlyList<string> Voters { get; }

    /// <summary>How many items there are.</summary>
    public int Items { get; }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>The votes.</summary>
    public IReadOnlyList<Vote> All { get; }

    /// <summary>The share of the items that have a vote, 0 to 1; 0 where there are no items.</summary>
    public double Coverage => Items == 0 ? 0 : (double)All.Select(vote => vote.Item).Distinct().Count() / Items;

    /// <summary>How far each voter covers the items, and agrees with the others there.</summary>
    public IReadOnlyList<VoterReport> Report()
    {
        var ofItem = All.ToLookup(vote => vote.Item);
        var (covered, overlapping, conflicting) = (new int[Voters.Count], new int[Voters.Count], new int[Voters.Count]);
        foreach (var votes in ofItem)
        foreach (var own in votes.GroupBy(vote => vote.Voter))
        {
            covered[own.Key]++;
            var others = votes.Where(vote => vote.Voter != own.Key).ToList();
            overlapping[own.Key] += others.Count > 0 ? 1 : 0;
            conflicting[own.Key] += others.Any(vote => own.Any(mine => mine.Class != vote.Class)) ? 1 : 0;
        }
        var total = Math.Max(Items, 1.0);
        return
        [
            .. Voters.Select(
                (name, i) => new VoterReport(name, covered[i] / total, overlapping[i] / total, conflicting[i] / total)
            ),
        ];
    }
}

/// <summary>How a voter stands to the items and to the others; every share is one of all items, 0 to 1.</summary>
/// <param name="Voter">The voter's name.</param>
/// <param name="Coverage">On how many items it votes.</param>
/// <param name="Overlap">On how many of them somebody else votes too.</param>
/// <param name="Conflict">On how many of them somebody else gives another class.</param>
public sealed record VoterReport(string Voter, double Coverage, double Overlap, double Conflict);
