using CsCheck;
using Ninefold.Metrics;

namespace Ninefold.Tests.Metrics;

/// <summary>Judged rows for the tests of single metrics.</summary>
internal static class Rows
{
    /// <summary>Awkward on purpose: ties within and across classes, a wrong order, 0 and 1 as probabilities.</summary>
    public static readonly Judged<double, double>[] Tied = Of(
        [.9, .8, .8, .7, .7, .7, .55, .4, .4, .3, .1, 0, 1, .55],
        [1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0]
    );

    public static readonly double[] TiedWeights = [1, 2, .5, 3, 1, 0, 1.5, 2, 1, 1, 4, 1, .25, 2];

    /// <summary>Probabilities on a coarse grid, with both classes.</summary>
    public static readonly Gen<Judged<double, double>[]> TwoClasses = Gen.Select(
            Gen.Int[0, 10].Select(i => i / 10.0),
            Gen.OneOf(0.0, 1)
        )
        .Array[2, 30]
        .Where(rows => rows.Any(r => r.Item2 == 0) && rows.Any(r => r.Item2 == 1))
        .Select(rows => Of([.. rows.Select(r => r.Item1)], [.. rows.Select(r => r.Item2)]));

    /// <summary>Each row in a group of its own.</summary>
    public static Judged<double, double>[] Of(double[] outputs, double[] labels) =>
        [.. outputs.Zip(labels, (o, l) => (o, l)).Select((r, i) => new Judged<double, double>(r.o, r.l, $"{i}"))];

    /// <summary>Three groups with graded labels and ties: in part, throughout, and at the cut-off.</summary>
    public static readonly Judged<double, double>[] Graded =
    [
        .. InGroup("a", [.5, .5, .5, .1, .9, .1, .7], [3, 2, 3, 0, 1, 2, 0]),
        .. InGroup("b", [1, 1, 1, 1, 1, 1, 1], [0, 1, 0, 2, 0, 0, 4]),
        .. InGroup("c", [.2, .2, .9, .8, .2, .1, .2], [1, 0, 0, 0, 0, 0, 0]),
    ];

    public static IEnumerable<Judged<double, double>> InGroup(string group, double[] scores, double[] grades) =>
        scores.Zip(grades, (s, g) => new Judged<double, double>(s, g, group));

    /// <summary>One ranked list and what was relevant to it.</summary>
    public static Judged<IReadOnlyList<string>, Relevance> List(IReadOnlyList<string> list, Relevance relevance) =>
        new(list, relevance, "one");

    /// <summary>Lists of distinct ids with graded relevance, some of it not in the list.</summary>
    public static readonly Gen<Judged<IReadOnlyList<string>, Relevance>> Lists = Gen.Select(
            Gen.Shuffle("abcdefg".Select(c => $"{c}").ToArray(), 5),
            Gen.Int[0, 3].Array[7],
            (list, grades) =>
                List(
                    list,
                    Relevance.Graded(grades.Select((g, i) => KeyValuePair.Create($"{(char)('a' + i)}", (double)g)))
                )
        )
        .Where(j => j.Label.Count > 0);
}
