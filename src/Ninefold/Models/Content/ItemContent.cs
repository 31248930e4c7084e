using Ninefold.Data;

namespace Ninefold.Models.Content;

/// <summary>Items with the words that describe them: genres, tags, a decade, words of the title.</summary>
/// <param name="Items">The items' ids.</param>
/// <param name="Terms">One list for each item, at its position in <paramref name="Items"/>; repeated terms weigh more.</param>
public sealed record ItemContent(Vocabulary Items, IReadOnlyList<IReadOnlyList<string>> Terms);
