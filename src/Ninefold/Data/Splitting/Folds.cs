namespace Ninefold.Data.Splitting;

/// <summary>Which rows a model is fitted on and which it is judged on, as row numbers in ascending order.</summary>
/// <param name="Train">For fitting.</param>
/// <param name="Test">For judging.</param>
public sealed record Fold(IReadOnlyList<int> Train, IReadOnlyList<int> Test);

/// <summary>A fold with folds of its training rows: choices are made on the inner ones, the outer one judges them.</summary>
/// <param name="Outer">What the choice is judged on.</param>
/// <param name="Inner">Folds of its training rows, in the numbers of all rows.</param>
public sealed record NestedFold(Fold Outer, IReadOnlyList<Fold> Inner);

/// <summary>Cross-validation (Stone, 1974): every row is judged once, by a model that was not fitted on it.</summary>
public static class Folds
{
    /// <summary>By chance. Does not protect from knowing the future, nor from rows that belong together.</summary>
    /// <param name="count">How many rows there are; at least as many as folds.</param>
    /// <param name="folds">How many, at least 2.</param>
    /// <param name="seed">The same seed gives the same folds.</param>
    /// <exception cref="ArgumentException">There are too few folds or rows.</exception>
    public static IReadOnlyList<Fold> Random(int count, int folds, int seed)
    {
        Check(count, folds, "rows");
        var rows = Enumerable.Range(0, count).ToArray();
        new Random(seed).Shuffle(rows);
        var foldOf = new int[count];
        for (var i = 0; i < count; i++)
            foldOf[rows[i]] = i % folds;
        return From(foldOf, folds);
    }

    /// <summary>By chance within each stratum, so that every fold has the same mix: of rare labels above all.</summary>
    /// <param name="strata">Each row's stratum, such as its label.</param>
    /// <param name="folds">How many, at least 2; a stratum should have as many rows.</param>
    /// <param name="seed">The same seed gives the same folds.</param>
    /// <exception cref="ArgumentException">There are too few folds or rows.</exception>
    public static IReadOnlyList<Fold> Stratified<TKey>(IReadOnlyList<TKey> strata, int folds, int seed)
        where TKey : notnull
    {
        Check(strata.Count, folds, "rows");
        var (foldOf, random, next) = (new int[strata.Count], new Random(seed), 0);
        foreach (var stratum in Enumerable.Range(0, strata.Count).GroupBy(row => strata[row]))
        {
            var rows = stratum.ToArray();
            random.Shuffle(rows);
            // Where one stratum ends the next goes on, so that folds are of one size.
            foreach (var row in rows)
                foldOf[row] = next++ % folds;
        }
        return From(foldOf, folds);
    }

    /// <summary>Whole groups, the largest first into the fold that is smallest, so that no model knows a test row's group.</summary>
    /// <param name="groups">Each row's group, such as its user.</param>
    /// <param name="folds">How many, at least 2 and at most as many as groups.</param>
    /// <param name="seed">Of the order of groups of one size.</param>
    /// <exception cref="ArgumentException">There are too few folds or groups.</exception>
    public static IReadOnlyList<Fold> Grouped<TKey>(IReadOnlyList<TKey> groups, int folds, int seed)
        where TKey : notnull
    {
        var members = Enumerable.Range(0, groups.Count).GroupBy(row => groups[row]).Select(g => g.ToArray()).ToArray();
        Check(members.Length, folds, "groups");
        new Random(seed).Shuffle(members);
        var (foldOf, sizes) = (new int[groups.Count], new int[folds]);
        foreach (var rows in members.OrderByDescending(rows => rows.Length))
        {
            var smallest = Array.IndexOf(sizes, sizes.Min());
            sizes[smallest] += rows.Length;
            foreach (var row in rows)
                foldOf[row] = smallest;
        }
        return From(foldOf, folds);
    }

    /// <summary>Folds within the training rows of each fold (Varma and Simon, 2006).</summary>
    /// <param name="outer">What choices are judged on.</param>
    /// <param name="inner">Divides as many rows as it is given, row by their place in the list.</param>
    public static IReadOnlyList<NestedFold> Nested(
        IReadOnlyList<Fold> outer,
        Func<IReadOnlyList<int>, IReadOnlyList<Fold>> inner
    ) =>
        [
            .. outer.Select(fold => new NestedFold(
                fold,
                [
                    .. inner(fold.Train)
                        .Select(part => new Fold(
                            [.. part.Train.Select(place => fold.Train[place])],
                            [.. part.Test.Select(place => fold.Train[place])]
                        )),
                ]
            )),
        ];

    private static void Check(int count, int folds, string what)
    {
        if (folds < 2 || count < folds)
            throw new ArgumentException(
                $"Cross-validation needs at least 2 folds and as many {what}, got {folds} folds and {count} {what}."
            );
    }

    private static Fold[] From(int[] foldOf, int folds) =>
        [
            .. Enumerable
                .Range(0, folds)
                .Select(fold => new Fold(
                    [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] != fold)],
                    [.. Enumerable.Range(0, foldOf.Length).Where(row => foldOf[row] == fold)]
                )),
        ];
}
