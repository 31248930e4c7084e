namespace Ninefold.Flows;

/// <summary>An item and a score: higher is better.</summary>
/// <param name="Item">The item's number in the vocabulary of its source.</param>
/// <param name="Score">Finite.</param>
public readonly record struct ScoredItem(int Item, float Score);

/// <summary>What a candidate source is asked: who, with what behind them, and how many.</summary>
/// <param name="User">The user's number at training time, or −1 where the user was unknown then.</param>
/// <param name="History">What the user did before now, oldest first; empty for a new user.</param>
/// <param name="Now">Unix time in milliseconds.</param>
/// <param name="Count">How many candidates are wanted, at least 1.</param>
public readonly record struct CandidateQuery(int User, ReadOnlyMemory<Data.Interaction> History, long Now, int Count);

/// <summary>Proposes items for a user. Safe for concurrent use.</summary>
public interface ICandidateSource
{
    /// <summary>
    /// At most <see cref="CandidateQuery.Count"/> distinct items, best first, equal scores by item number. Items of the
    /// history may be among them: what was seen is filtered later. Empty where the source knows nothing of this user.
    /// </summary>
    IReadOnlyList<ScoredItem> Find(in CandidateQuery query);
}
