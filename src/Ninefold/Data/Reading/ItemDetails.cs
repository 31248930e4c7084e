namespace Ninefold.Data.Reading;

/// <summary>What is known of an item.</summary>
/// <param name="Title">Its title; its id where none is known.</param>
/// <param name="Year">The year it appeared, or null.</param>
/// <param name="Tags">Genres, categories and the like, each once.</param>
public sealed record ItemDetails(string Title, int? Year, IReadOnlyList<string> Tags);
