namespace Ninefold.Experiments;

/// <summary>One of the ways in which units are treated, and how many get it.</summary>
/// <param name="Name">Such as <c>champion</c> or <c>challenger</c>.</param>
/// <param name="Share">The share of all units, 0 to 1.</param>
public sealed record Arm(string Name, double Share);
