namespace Ninefold.Models;

/// <summary>What a ladder chose: a part of a release that knows which learned part it is and which rung it came from.</summary>
/// <param name="Name">The ladder, such as <c>ranker</c>.</param>
/// <param name="Rung">The trainer's name, such as <c>boosted-trees</c>.</param>
/// <param name="Model">Plain data.</param>
public sealed record Learned<TModel>(string Name, string Rung, TModel Model);
