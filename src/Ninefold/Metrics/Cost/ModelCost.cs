namespace Ninefold.Metrics.Cost;

/// <summary>What a model costs by its making alone, on any machine.</summary>
/// <param name="Parameters">How many numbers were learned.</param>
/// <param name="Operations">
/// Floating-point operations of one answer, such as one row or one history; a product that is added counts as two. See
/// <see cref="FloatingPointOperations"/>.
/// </param>
public sealed record ModelCost(long Parameters, long Operations);
