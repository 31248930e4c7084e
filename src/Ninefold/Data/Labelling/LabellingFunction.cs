namespace Ninefold.Data.Labelling;

/// <summary>A rule of thumb that labels some items and abstains on the others.</summary>
/// <param name="Name">Reports show it.</param>
/// <param name="Label">The class, from 0, or null where the rule does not speak of the item.</param>
/// <typeparam name="T">What is labelled.</typeparam>
public sealed record LabellingFunction<T>(string Name, Func<T, int?> Label);

/// <summary>Weak supervision: many rules of thumb vote, and a label model weighs them.</summary>
public static class LabellingFunctions
{
    /// <summary>Asks every function about every item.</summary>
    /// <param name="functions">With distinct names.</param>
    /// <param name="items">The items.</param>
    /// <param name="classes">How many classes there are, at least 2.</param>
    /// <returns>The votes, for <see cref="DawidSkene"/> or <see cref="TripletLabelModel"/>.</returns>
    /// <exception cref="ArgumentException">A name occurs twice, or a function gives a class that there is not.</exception>
    public static Votes Vote<T>(
        this IReadOnlyList<LabellingFunction<T>> functions,
        IReadOnlyList<T> items,
        int classes = 2
    )
    {
        var all = new List<Vote>();
        for (var item = 0; item < items.Count; item++)
        for (var voter = 0; voter < functions.Count; voter++)
            if (functions[voter].Label(items[item]) is { } label)
                all.Add(
                    (uint)label < (uint)classes
                        ? new(item, voter, label)
                        : throw new ArgumentException(
                            $"The labelling function '{functions[voter].Name}' must give null or 0 to {classes - 1}, "
                                + $"but gave {label} for item {item}.",
                            nameof(functions)
                        )
                );
        return new([.. functions.Select(function => function.Name)], items.Count, classes, all);
    }
}
