namespace Ninefold.Flows.Reranking;

/// <summary>One of the ranked lists that are fused.</summary>
/// <param name="Items">Distinct items, best first.</param>
/// <param name="Weight">What the list counts beside the others, at least 0.</param>
public readonly record struct WeightedList(IReadOnlyList<ScoredItem> Items, double Weight = 1);
