using CsCheck;
using Ninefold.Text.Tokenizers;

namespace Ninefold.Text.Tests.Tokenizers;

public sealed class UnigramLatticeTests
{
    private static readonly (string Piece, double Count)[] Pieces =
    [
        ("a", 4),
        ("b", 3),
        ("ab", 5),
        ("ba", 2),
        ("aba", 1),
        ("bb", 1),
    ];

    private static readonly UnigramLattice Lattice = new([
        .. Pieces.Select(p => KeyValuePair.Create(p.Piece, p.Count)),
    ]);

    [Fact]
    public void The_best_way_and_the_expected_counts_are_those_of_all_ways_written_out() =>
        Gen.String[Gen.Char["ab"], 1, 8]
            .Sample(word =>
            {
                var ways = Ways(word).ToList();
                Assert.Equal(ways.Max(w => w.Sum(p => Lattice.Scores[p])), Lattice.Best(word, []), 9);
                var (counts, total) = (new double[Pieces.Length], ways.Sum(Probability));
                Lattice.Expect(word, 3, counts);
                for (var piece = 0; piece < counts.Length; piece++)
                    Assert.Equal(
                        3 * ways.Sum(w => Probability(w) * w.Count(p => p == piece)) / total,
                        counts[piece],
                        9
                    );
            });

    [Fact]
    public void What_has_no_piece_is_unknown_and_a_piece_can_be_left_out()
    {
        var found = new List<(int Piece, int Start, int End)>();
        Lattice.Best("ab🎉b", found);
        Assert.Equal([(2, 0, 2), (-1, 2, 4), (1, 4, 5)], found);
        found.Clear();
        Assert.Equal(Math.Log(4.0 / 16) + Math.Log(3.0 / 16), Lattice.Best("ab", found, without: 2), 9);
        Assert.Equal([(0, 0, 1), (1, 1, 2)], found);
    }

    private static double Probability(List<int> way) => Math.Exp(way.Sum(p => Lattice.Scores[p]));

    private static IEnumerable<List<int>> Ways(string word)
    {
        if (word.Length == 0)
            yield return [];
        for (var piece = 0; piece < Pieces.Length; piece++)
            if (word.StartsWith(Pieces[piece].Piece, StringComparison.Ordinal))
                foreach (var rest in Ways(word[Pieces[piece].Piece.Length..]))
                    yield return [piece, .. rest];
    }
}
